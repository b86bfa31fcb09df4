package discord_test

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	discordtest "quoth/bot/chattest/discord"
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
	t.Parallel()
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
		if _, err := s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &answer, AllowedMentions: &discordgo.MessageAllowedMentions{}}); err != nil {
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

// TestSpecLibrary holds what discordgo sends to Discord's description.
func TestSpecLibrary(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Config{Spec: readSpec(t), Limits: discordtest.Limits{Off: true}})
	g := d.Guild("news")
	ch, forum := g.Channel("general"), g.Forum("posts")
	ana := d.User("ana")
	g.Join(ana)
	s := connect(t, d)
	arrived := make(chan *discordgo.Interaction, 1)
	s.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) { arrived <- i.Interaction })
	open(t, s)
	d.Ready(1)

	must := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	rights, least := int64(discordgo.PermissionManageChannels), 1.0
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextPrivateChannel}
	installs := []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	_, err := s.ApplicationCommandBulkOverwrite(d.Bot().ID, "", []*discordgo.ApplicationCommand{
		{Name: "ask", Description: "Ask", Contexts: &contexts, IntegrationTypes: &installs, DefaultMemberPermissions: &rights, Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionInteger, Name: "many", Description: "How many", MinValue: &least, MaxValue: 9},
			{Type: discordgo.ApplicationCommandOptionString, Name: "mode", Description: "When", Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "Now", Value: "now"}}},
			{Type: discordgo.ApplicationCommandOptionString, Name: "source", Description: "Outlet", Autocomplete: true}}},
		{Name: "alerts", Description: "Alerts", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "list", Description: "List"}}},
		{Name: "Find", Type: discordgo.MessageApplicationCommand},
	})
	must("commands", err)
	embed := &discordgo.MessageEmbed{Title: "t", Description: "d", URL: "https://example.com/#:~:text=a%20b", Timestamp: "2026-01-02T03:04:05Z",
		Footer: &discordgo.MessageEmbedFooter{Text: "f"}, Fields: []*discordgo.MessageEmbedField{{Name: "n", Value: "v"}}}
	rows := []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "more", CustomID: "more", Style: discordgo.SecondaryButton}, discordgo.Button{Label: "open", URL: "https://example.com", Style: discordgo.LinkButton}}}}
	quiet := &discordgo.MessageAllowedMentions{}
	sent, err := s.ChannelMessageSendComplex(ch.ID, &discordgo.MessageSend{Embeds: []*discordgo.MessageEmbed{embed}, Components: rows, AllowedMentions: quiet,
		Files: []*discordgo.File{{Name: "a.png", ContentType: "image/png", Reader: strings.NewReader("png")}}})
	must("a message with a file", err)
	_, err = s.ChannelMessageEditComplex(&discordgo.MessageEdit{ID: sent.ID, Channel: ch.ID, Embeds: &[]*discordgo.MessageEmbed{embed}, AllowedMentions: quiet})
	must("an edit", err)
	_, err = s.ChannelMessages(ch.ID, 10, "", "", "")
	must("messages", err)
	_, err = s.ForumThreadStartComplex(forum.ID, &discordgo.ThreadStart{Name: "post"}, &discordgo.MessageSend{Content: "x", AllowedMentions: quiet})
	must("a forum post", err)
	_, err = s.UserChannelCreate(ana.ID)
	must("a private channel", err)
	must("typing", s.ChannelTyping(ch.ID))
	_, err = s.GuildMember(g.ID, ana.ID)
	must("a member", err)

	g.Join(ana, discordtest.ManageChannels)
	ana.Slash(ch, "alerts list", nil)
	i := <-arrived
	must("a deferral", s.InteractionRespond(i, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral}}))
	_, err = s.InteractionResponseEdit(i, &discordgo.WebhookEdit{Embeds: &[]*discordgo.MessageEmbed{embed}, Components: &rows, AllowedMentions: quiet})
	must("the answer", err)
	_, err = s.FollowupMessageCreate(i, true, &discordgo.WebhookParams{Content: "x", AllowedMentions: quiet})
	must("a follow-up", err)
	must("the end", s.InteractionResponseDelete(i))

	ana.Autocomplete(ch, "ask", "source", "reu", nil)
	must("choices", s.InteractionRespond(<-arrived, &discordgo.InteractionResponse{Type: discordgo.InteractionApplicationCommandAutocompleteResult,
		Data: &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "n", Value: "v"}}}}))
	ana.PressRaw(ch.Messages()[0], "more")
	must("a modal", s.InteractionRespond(<-arrived, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal,
		Data: &discordgo.InteractionResponseData{CustomID: "form", Title: "Follow", Components: []discordgo.MessageComponent{discordgo.ActionsRow{
			Components: []discordgo.MessageComponent{discordgo.TextInput{CustomID: "topic", Label: "Topic", Style: discordgo.TextInputShort}}}}}}))
	if got := d.Violations(); len(got) != 0 {
		t.Errorf("violations: %v", got)
	}
}
