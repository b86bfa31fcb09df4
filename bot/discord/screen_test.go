//go:build chromium

package discord_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/bot/alert"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/chattest/screen"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/gather/file"
	"quoth/seeds"
)

// part is what is drawn of a component.
func part(c discordtest.Component, files []discordtest.Attachment) (p screen.Part) {
	p.Text = c.Content
	for _, inside := range c.Components {
		p.Text += inside.Content
		if inside.Label != "" {
			p.Buttons = append(p.Buttons, inside.Label)
		}
	}
	if c.Accessory != nil {
		p.Beside, p.Image = c.Accessory.Label, c.Accessory.Media.URL
	}
	for _, item := range c.Items {
		for _, f := range files {
			if f.URL == item.Media.URL {
				p.Picture = f.Data
			}
		}
	}
	return p
}

// TestScreens draws six messages as they are sent, for the README.
func TestScreens(t *testing.T) {
	t.Parallel()
	began := time.Now()
	w := begin(t, nil, func(c *discordtest.Config, _ *discord.Config) { // after the newest story
		c.Now = func() time.Time { return day(2025, 4, 24).Add(10*time.Hour + time.Since(began)) }
	})
	files := file.Files{Article: func(a knowledge.Article) error { w.put(a); return nil }, Refused: func(p file.Problem) { t.Error(p) }}
	if err := files.ReadLines(t.Context(), "stories", bytes.NewReader(seeds.Stories())); err != nil {
		t.Fatal(err)
	}
	w.start(1)
	draw := func(name, said string, sent discordtest.Message) {
		t.Helper()
		m := screen.Message{Said: said, Content: sent.Content, Image: sent.Thumbnail()}
		for _, c := range sent.Components {
			m.Accent = c.Accent
			for _, inside := range c.Components {
				if c.Type == discordtest.TypeContainer {
					m.Parts = append(m.Parts, part(inside, sent.Attachments))
				}
			}
		}
		for _, e := range sent.Embeds {
			m.Title += e.Title
			m.Text += e.Description
		}
		for _, a := range sent.Attachments {
			m.Picture = a.Data
		}
		for _, row := range sent.Components {
			var labels []string
			for _, c := range row.Components {
				labels = append(labels, c.Label)
			}
			m.Buttons = append(m.Buttons, labels)
		}
		screen.Draw(t, screen.Discord(m), filepath.Join("../../.github/screens", "discord-"+name+".png"))
	}
	for _, c := range screen.Asked {
		command, args := "ask", map[string]any{"question": c.Line}
		if name, rest, _ := strings.Cut(strings.TrimPrefix(c.Line, "/"), " "); strings.HasPrefix(c.Line, "/") {
			if command, args = name, map[string]any{}; rest != "" {
				args["topic"] = rest
			}
		}
		draw(c.Name, "/"+command, w.ana.Slash(w.general, command, args).Message())
	}
	w.boss.Slash(w.general, "follow", map[string]any{"topic": "ferry"}).Message()
	w.boss.Slash(w.general, "follow", map[string]any{"topic": "harbour", "pace": "daily"}).Message()
	deliver := func() discordtest.Message {
		d := alert.New(alert.Config{Store: w.store, Engine: w.engine, Now: w.Now})
		d.Add(w.bot.Sender())
		for {
			n, err := d.Step(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				all := w.general.Messages()
				return all[len(all)-1]
			}
		}
	}
	print := func(a screen.Article) {
		w.put(knowledge.Article{URL: a.URL, Title: a.Title, Source: a.Source, Language: "en", Published: w.Now(), Text: a.Text, Image: a.Image})
	}
	print(screen.Alert)
	draw("alert", "", deliver())
	for _, a := range screen.Digest {
		print(a)
	}
	w.Advance(24 * time.Hour)
	draw("digest", "", deliver())
}
