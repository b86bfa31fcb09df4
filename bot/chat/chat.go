// Package chat is what every chat platform needs, once: taking events in, working on
// them in a fair order, handling each at least once across restarts, and surviving
// panics. An adapter (packages discord and telegram) keeps what differs: transport,
// decoding, rendering, and the quirks of its platform.
//
// # From the bottom up
//
// An [Inbox] takes events in. It stores a receipt of each before the platform is told
// that the event need not come again, knows those that were handled already, and returns
// those that were not when the program starts again. An [Event] holds how far handling
// it got. An answer so comes at least once: one that was on its way when the program was
// killed may come twice, and none is missing.
//
// A [Queue] works on jobs. The jobs of a conversation run in their order, one at a time;
// servers, the channels of a server and the conversations of a channel take turns. It is
// bounded, and a channel whose jobs were refused is told so once. A job that has to wait
// for something outside, such as its turn at a rate limit, does so within [Yield], which
// lends its worker to others; one that has to wait for long returns a [bot.WaitError] and
// is begun again after that time, with its conversation waiting for it.
//
// A [Caller] is the one road out. Package limit holds calls back, the more urgent ones
// first; failed calls are sorted by what is to be done about them ([Classify]); where the
// bot was refused, or while the platform refuses everything, nothing is sent at all.
//
// Package session keeps what answers leave behind for the next message, reply or press;
// package layout says what stands where in a message.
//
// A [Supervisor] runs what must not end by a panic.
//
// # A further platform
//
// An adapter is about 1,500 lines, and these are its parts:
//
//   - Transport (400): call a method of the platform with a context and without its
//     secrets in errors, with [Caller.Do]; receive events by polling, a webhook or a connection. For each
//     event call [Inbox.Take], put a job into the [Queue] that calls [Event.Handle], and
//     acknowledge the event to the platform when [Event.Safe] is closed. [Inbox.Start]
//     lets that run; then put the events of [Inbox.Unfinished] into the queue first.
//   - Decoding (250): structures of its own for what comes in, in which anything may be
//     missing; the person, the place and the words of an event become a [bot.Request].
//   - Handling (350): [bot.Engine.Understand] says what a line is, [Event.Answer] answers
//     it, and package session keeps what the talk is about. A button that was pressed is
//     acknowledged before anything is sent.
//   - Rendering (300): blocks become messages within the platform's limits, cut with
//     [bot.Pages] and laid out with package layout; actions become buttons, whose replies
//     package session keeps.
//   - Sending (200): a [bot.Sender] for alerts, with the platform's refusals turned into
//     the errors of package bot.
//
// What a command is (whether it changes something, is for one person alone, can be linked
// to) is asked of the command table in package bot. No adapter names a command.
package chat
