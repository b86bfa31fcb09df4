//go:build chromium

package telegram_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"quoth/bot/chattest/screen"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/knowledge"
	"quoth/knowledge/gather/file"
	"quoth/seeds"

	"bytes"
)

// TestScreens draws six messages as they are sent, for the README.
func TestScreens(t *testing.T) {
	t.Parallel()
	r := newRig(t, telegramtest.Config{Limits: telegramtest.Unlimited()}, func(r *rig) { r.clock.now = time.Date(2025, 4, 24, 9, 30, 0, 0, time.UTC) })
	files := file.Files{Article: func(a knowledge.Article) error { r.add(a); return nil }, Refused: func(p file.Problem) { t.Error(p) }}
	if err := files.ReadLines(t.Context(), "stories", bytes.NewReader(seeds.Stories())); err != nil {
		t.Fatal(err)
	}
	r.start()
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	draw := func(name, said string) {
		t.Helper()
		r.settle()
		all := chat.Sent()
		sent := all[len(all)-1]
		requests := r.server.Requests()
		i := len(requests) - 1
		for ; requests[i].Method != "sendMessage" && requests[i].Method != "sendPhoto"; i-- {
		}
		p := requests[i].Params
		m := screen.Message{Said: said, Text: p["text"] + p["caption"]}
		if len(sent.Photo) > 0 {
			m.Picture = sent.File
		}
		var keys struct {
			Rows [][]struct{ Text string } `json:"inline_keyboard"`
		}
		if markup := p["reply_markup"]; markup != "" {
			if err := json.Unmarshal([]byte(markup), &keys); err != nil {
				t.Fatal(err)
			}
		}
		for _, row := range keys.Rows {
			var labels []string
			for _, k := range row {
				labels = append(labels, k.Text)
			}
			m.Buttons = append(m.Buttons, slices.Clone(labels))
		}
		screen.Draw(t, screen.Telegram(m), filepath.Join("../../.github/screens", "telegram-"+name+".png"))
	}
	for _, c := range screen.Asked {
		ana.Say(chat, c.Line)
		draw(c.Name, c.Line)
	}
	ana.Say(chat, "/follow ferry")
	ana.Say(chat, "/follow harbour pace:daily")
	r.settle()
	r.clock.move(time.Hour)
	print := func(a screen.Article) {
		r.add(knowledge.Article{URL: a.URL, Title: a.Title, Source: a.Source, Language: "en", Published: r.clock.Now(), Text: a.Text})
	}
	print(screen.Alert)
	r.deliver()
	draw("alert", "")
	for _, a := range screen.Digest {
		print(a)
	}
	r.clock.move(24 * time.Hour)
	r.deliver()
	draw("digest", "")
}
