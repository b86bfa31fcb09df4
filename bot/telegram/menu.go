package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/telegram/botapi"
	"quoth/bot/telegram/menu"
)

// withApp ends the digest of what was set when the button for the pages was.
const withApp = " app"

// startMenus sets the menus and descriptions in the background, until ctx is done. It is called
// when updates are being received, which these many calls would hold up.
func (b *Bot) startMenus(ctx context.Context) {
	b.menus.Do(func() {
		b.tasks.Go(func() {
			b.supervise.Keep(ctx, "menu registration", func() error { b.register(ctx); return nil })
		})
	})
}

// register sets the menus and descriptions of the bot, when they are not those that were
// set last. It ends when each is set or refused for good, or ctx is done.
func (b *Bot) register(ctx context.Context) {
	calls := menu.Calls(b.engine.Commands(), b.app)
	sum := sha256.Sum256([]byte(botapi.Object(calls)))
	digest, name := hex.EncodeToString(sum[:]), "telegram.menu."+number(b.self.ID)
	if b.app != "" {
		digest += withApp
	}
	switch was, err := b.store.State(ctx, name); {
	case err != nil:
		b.log.WarnContext(ctx, "telegram: menu digest read failed", "error", err)
	case was == digest:
		return
	case b.app == "" && strings.HasSuffix(was, withApp):
		calls = append(calls, menu.Usual())
	}
	failures, refused := 0, false
	for len(calls) > 0 && ctx.Err() == nil {
		_, err := b.ask(ctx, limit.Other, calls[0].Method, calls[0].Params)
		if err != nil && ctx.Err() == nil && failures%10 == 0 {
			b.log.WarnContext(ctx, "telegram: menu registration failed", "error", err)
		}
		if err != nil && !chat.Lasts(err) {
			b.sleep(ctx, chat.Pause(failures))
			failures++
			continue
		}
		calls, failures, refused = calls[1:], 0, refused || err != nil
	}
	if ctx.Err() != nil || refused {
		return
	}
	if err := b.store.SetState(ctx, name, digest); err != nil {
		b.log.WarnContext(ctx, "telegram: menu digest save failed", "error", err)
		return
	}
	b.log.InfoContext(ctx, "telegram: menus registered")
}
