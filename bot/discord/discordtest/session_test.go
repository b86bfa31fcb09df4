package discordtest_test

import (
	"testing"

	"github.com/bwmarrin/discordgo"

	"quoth/bot/discord/discordtest"
)

// connect opens a discordgo session at the server.
func connect(t *testing.T, d *discordtest.Discord) *discordgo.Session {
	t.Helper()
	s, err := discordgo.New("Bot " + d.Token())
	if err != nil {
		t.Fatal(err)
	}
	s.Client = d.Client()
	s.Identify.Intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages
	return s
}

func open(t *testing.T, s *discordgo.Session) {
	t.Helper()
	if err := s.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.ShouldReconnectOnError = false
		s.Close()
	})
}

func TestSlashDeferredAndEdited(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	g := d.Guild("news")
	ch := g.Channel("general")
	ana := d.User("ana")
	g.Join(ana)

	s := connect(t, d)
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		question := i.ApplicationCommandData().GetOption("question").StringValue()
		if err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}); err != nil {
			t.Error(err)
		}
		answer := "You asked: " + question
		if _, err := s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &answer}); err != nil {
			t.Error(err)
		}
	})
	open(t, s)
	d.Ready(1)
	_, err := s.ApplicationCommandBulkOverwrite(d.Bot().ID, "", []*discordgo.ApplicationCommand{{
		Name: "ask", Description: "Ask the news", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionString, Name: "question", Description: "What to ask", Required: true}},
	}})
	if err != nil {
		t.Fatal(err)
	}

	i := ana.Slash(ch, "ask", map[string]any{"question": "why?"})
	if r := i.Response(); r.Type != discordtest.ResponseDeferred || r.Ephemeral {
		t.Errorf("the first response is %+v", r)
	}
	if m := i.Message(); m.Content != "You asked: why?" || m.Flags != 0 {
		t.Errorf("the answer is %+v", m)
	}
	if len(ch.Messages()) != 1 || len(d.Violations()) != 0 {
		t.Errorf("messages %v, violations %v", ch.Messages(), d.Violations())
	}
}
