package discord

// For the tests of this package.
var (
	Plain      = plain
	Linked     = linked
	Cut        = cut
	Width      = width
	CommandsOf = commandsOf
)

const PageSize = pageSize

// Idle reports whether everything that was admitted is done.
func (b *Bot) Idle() bool {
	b.desk.mu.Lock()
	defer b.desk.mu.Unlock()
	return b.desk.pending == 0
}
