package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/audience"
)

// Reply is what the bot has to say, for an adapter to render within its
// platform's limits. An adapter decides nothing about news.
type Reply struct {
	Blocks  []Block
	Actions []Action
	Private bool // for the person who asked alone: settings, errors
	// Talk is what the talk has in hand after this reply; nil leaves it as it was.
	Talk    *answer.Talk
	Missing *Missing // an argument to ask for
	Silent  bool     // there is nothing to say: the text was not for the bot
	Failed  bool     // the request could not be met; the notice says why
	Digest  string   // the topic of a digest: the first block, its heading, counts the stories; else ""
	// Question is what was asked, for a platform on which nobody sees it otherwise; "" for none.
	Question string
	Language string // in which it is said, ISO 639-1; "" for English
	Zone     string // the IANA name of the reader's time zone, in which days are written; "" for UTC
	// Passing is set for a word to whoever pressed a button, that need not stay in the chat.
	Passing bool

	// What follows is not kept with a reply.

	// Again asks for the reply once more, where its request does not: it leaned on the talk.
	Again *answer.Step
	// Looked is set where a command that changes things was used to see them alone.
	Looked bool
	// Marker is what is kept once the reply was sent; nil for nothing.
	Marker *audience.Marker
	// Following is the subscriptions of the place that the reply tells of, for an
	// adapter that adds what they do on its platform.
	Following []audience.Subscription
	// Outlets are the outlets that it lists.
	Outlets []knowledge.Source
	// Verdict is that of an answer; "" of anything else.
	Verdict answer.Verdict
	// Found is the answer that the reply is made of, for a program: where the request asked
	// for Data.
	Found *Found
	// Err is why the request could not be met, for the operator's own terminal: people
	// read the notice.
	Err error
}

// Found is an answer as data.
type Found struct {
	Verdict    answer.Verdict
	Confidence float64 // from 0 to 1
	Quotes     []Quote // best first, also where the reply shows fewer or none
}

// Refusal says why the request could not be met; one that was met has the words otherwise.
func (r *Reply) Refusal(otherwise string) string {
	if r.Failed {
		return r.Words()
	}
	return otherwise
}

// Words are those of a reply that is the bot's own words alone; "" when it shows more.
func (r *Reply) Words() string {
	var lines []string
	for _, block := range r.Blocks {
		switch block := block.(type) {
		case Text:
			lines = append(lines, block.Text)
		case Notice:
			lines = append(lines, block.Text)
		default:
			return ""
		}
	}
	return strings.Join(lines, "\n")
}

// Subject is the topic that the talk is about after this reply, "" for none.
func (r *Reply) Subject() string {
	if r.Talk == nil {
		return ""
	}
	return r.Talk.Subject
}

// Missing is a command that lacks an argument, for step-by-step asking. The
// next plain text of the person is taken as that argument.
type Missing struct {
	Command string `json:"command"`
	Option  string `json:"option"`
	Args    Args   `json:"args,omitempty"`
}

// Action is something to press: a command with its arguments.
type Action struct {
	Label   string `json:"label"` // at most 20 characters
	Command string `json:"command"`
	Args    Args   `json:"args,omitempty"`
}

// The uses of commands that adapters make of things that name none: a menu entry, a
// mention without a word, words typed into another chat. An adapter names no command
// itself: what a command is stands in the command table.

// AskWhat asks what the person wants to know.
func AskWhat() Action { return Action{Command: "ask"} }

// AskAbout asks what is stored about somebody's words.
func AskAbout(words string) Action {
	return Action{Command: "ask", Args: Args{"question": clip(words, pastedWords)}}
}

// FindWords looks for the exact words.
func FindWords(words string) Action {
	return Action{Command: "find", Args: Args{"words": words}}
}

// SearchFor lists articles that hold the words.
func SearchFor(words string) Action {
	return Action{Command: "search", Args: Args{"words": words}}
}

// TimelineOf tells what happened when on a topic.
func TimelineOf(topic string) Action {
	return Action{Command: "timeline", Args: Args{"topic": topic}}
}

// SummaryOf picks the sentences that carry an article or a topic.
func SummaryOf(what string) Action {
	return Action{Command: "summary", Args: Args{"article": what}}
}

// Manage has the operator's command do something: with feeds, with backups.
func Manage(what string, args Args) Action {
	all := Args{"what": what}
	for name, value := range args {
		all[name] = value
	}
	return Action{Command: "admin", Args: all}
}

// Judge has the operator deal with what people say of an article: withhold, release or clear.
func Judge(what, article string) Action {
	return Action{Command: "feedback", Args: Args{"what": what, "article": article}}
}

// CompareArticle shows how the outlets tell the story of an article.
func CompareArticle(id int64) Action {
	return Action{Command: "compare", Args: Args{"topic": "#" + strconv.FormatInt(id, 10)}}
}

// Newest lists the newest articles.
func Newest() Action { return Action{Command: "latest"} }

// Forgetting deletes what is kept of the person.
func Forgetting() Action { return Action{Command: "forget"} }

// Helping explains what the bot can do.
func Helping() Action { return Action{Command: "help"} }

// Block is a part of a Reply: Heading, Text, Notice, Quote, Headline, Source, Entry,
// Folded, Picture or File. A reply too long for one message is paged between
// blocks, never within one.
type Block interface{ kind() string }

// Heading is a title in Quoth's own words.
type Heading struct {
	Text string `json:"text"`
}

// Text is a paragraph in Quoth's own words: never a statement of news.
type Text struct {
	Text string `json:"text"`
}

// Notice is a short remark that should stand out from an answer: that nothing
// stored answers, that an article was edited since.
type Notice struct {
	Text string `json:"text"`
}

// Quote is the exact words of an article, and where they can be read.
type Quote struct {
	knowledge.Quote
	Link  string           // "" when the article has no URL
	Basis *knowledge.Basis `json:",omitempty"` // of the date that it stands under in a timeline; else nil
	Seal  string           `json:",omitempty"` // of the article, set by Verify; "" while it is not sealed yet
	// Page is the address of the page that shows the article as it was printed, set by Verify;
	// "" where there are no pages, and for a private article.
	Page string `json:",omitempty"`
}

// Piece is a run of an article's words as a quote shows them.
type Piece struct {
	Text    string
	Context bool            // beside the quote, to be shown quietly
	Bold    knowledge.Range // the words that answer, in bytes of Text; empty for none
}

// Pieces are the quote and its context in the order of the article.
func (q Quote) Pieces() []Piece {
	bold := func(r knowledge.Range) knowledge.Range {
		if q.Answer.Empty() || !r.Contains(q.Answer) {
			return knowledge.Range{}
		}
		return knowledge.Range{Start: q.Answer.Start - r.Start, End: q.Answer.End - r.Start}
	}
	var out []Piece
	quoted := false
	for _, p := range q.Context {
		if !quoted && p.Start >= q.Start {
			out = append(out, Piece{Text: q.Text, Bold: bold(q.Range)})
			quoted = true
		}
		out = append(out, Piece{Text: p.Text, Context: true, Bold: bold(p.Range)})
	}
	if !quoted {
		out = append(out, Piece{Text: q.Text, Bold: bold(q.Range)})
	}
	return out
}

// AlsoIn names the other outlets that print the same words: "Also in: Gazette, Echo". It
// is "" where there is none.
func (q Quote) AlsoIn(p text.Printer) string {
	var outlets []string
	for _, a := range q.Also {
		if a.Source != "" && a.Source != q.Article.Source && !slices.Contains(outlets, a.Source) {
			outlets = append(outlets, a.Source)
		}
	}
	if len(outlets) == 0 {
		return ""
	}
	return p.Say("answer.also_in", "outlets", strings.Join(outlets, ", "))
}

// Day is what the answering words say when they are a day that is named in relation to
// another, such as "Thursday": "8 September 2022". It is "" for anything else.
func (q Quote) Day(p text.Printer) string {
	t, err := time.Parse(time.DateOnly, q.Value)
	if err != nil || q.Answer.Empty() || !slices.ContainsFunc(q.Pieces(), func(piece Piece) bool {
		return !piece.Bold.Empty() && !strings.Contains(piece.Text[piece.Bold.Start:piece.Bold.End], q.Value[:4])
	}) {
		return ""
	}
	return p.Day(t)
}

// Headline is an article's title: an item of a list, or the head of quotes of that
// article that follow it.
type Headline struct {
	Article knowledge.Article
	Link    string
	Note    string // what is to be said of it in a list: "update"; may be ""
	Undated bool   // its outlet alone is named in a list, not the day
	Head    bool   `json:"-"` // it heads quotes; set by Pages
}

// Source says where the quotes above it, all of one article, were printed. A Reply
// holds none: Pages puts one behind every run of quotes.
type Source struct {
	Article knowledge.Article
	Link    string // "" when the article has no URL
	Page    string // of the last of the quotes
	Titled  bool   // it names the article's title, which stands nowhere else
}

// Entry is one date of a timeline with its quotes.
type Entry struct {
	Date   string // as people write it: "10 November 2020"
	Note   string // the basis, when the date was worked out; may be ""
	Later  string `json:",omitempty"` // how long after the entry before it: "3 weeks later"; "" for the first and for no time
	Quotes []Quote

	ISO         string                `json:",omitempty"` // the date as data: 2020-11-10, 2020-11 or 2020
	Granularity knowledge.Granularity `json:",omitempty"`
	Mentions    int                   `json:",omitempty"` // statements of what happened on it
}

// Folded is what stands second in a reply: an adapter shows it folded, or a line for
// each of its blocks that unfolds at a press. It holds Quotes, Entries or Headlines.
type Folded struct {
	Label  string // what is folded, on a button: "2 more quotes"; "" for no button
	Blocks []Block
}

// Unfold returns the blocks with what is folded among them in its place.
func Unfold(blocks []Block) []Block {
	out := make([]Block, 0, len(blocks))
	for _, b := range blocks {
		if f, folded := b.(Folded); folded {
			out = append(out, f.Blocks...)
		} else {
			out = append(out, b)
		}
	}
	return out
}

// Public reports whether everybody may read every article that is shown or named in blocks.
func Public(blocks []Block) bool {
	private := func(a knowledge.Article) bool { return a.For != "" }
	quoted := func(q Quote) bool { return private(q.Article) || slices.ContainsFunc(q.Also, private) }
	return !slices.ContainsFunc(Unfold(blocks), func(b Block) bool {
		switch b := b.(type) {
		case Quote:
			return quoted(b)
		case Headline:
			return private(b.Article)
		case Source:
			return private(b.Article)
		case Entry:
			return slices.ContainsFunc(b.Quotes, quoted)
		}
		return false
	})
}

// Picture is a PNG with a description for those who don't see it.
type Picture struct {
	Name string `json:"name"`
	PNG  []byte `json:"png"`
	Alt  string `json:"alt"`
}

// File is a document to download.
type File struct {
	Name string `json:"name"`
	Type string `json:"type"` // media type
	Data []byte `json:"data"`
}

func (Heading) kind() string  { return "heading" }
func (Text) kind() string     { return "text" }
func (Notice) kind() string   { return "notice" }
func (Quote) kind() string    { return "quote" }
func (Headline) kind() string { return "headline" }
func (Source) kind() string   { return "source" }
func (Entry) kind() string    { return "entry" }
func (Folded) kind() string   { return "folded" }
func (Picture) kind() string  { return "picture" }
func (File) kind() string     { return "file" }

type envelope struct {
	Kind  string          `json:"kind"`
	Block json.RawMessage `json:"block"`
}

type wireReply struct {
	Blocks   []envelope   `json:"blocks"`
	Actions  []Action     `json:"actions,omitempty"`
	Private  bool         `json:"private,omitempty"`
	Talk     *answer.Talk `json:"talk,omitempty"`
	Missing  *Missing     `json:"missing,omitempty"`
	Failed   bool         `json:"failed,omitempty"`
	Silent   bool         `json:"silent,omitempty"`
	Digest   string       `json:"digest,omitempty"`
	Question string       `json:"question,omitempty"`
	Language string       `json:"language,omitempty"`
	Zone     string       `json:"zone,omitempty"`
	Passing  bool         `json:"passing,omitempty"`
}

// MarshalJSON writes a reply so that UnmarshalJSON reads the same reply back:
// an adapter keeps the later pages of a reply so.
func (r Reply) MarshalJSON() ([]byte, error) {
	w := wireReply{Actions: r.Actions, Private: r.Private, Talk: r.Talk, Missing: r.Missing, Failed: r.Failed, Silent: r.Silent,
		Digest: r.Digest, Question: r.Question, Language: r.Language, Zone: r.Zone, Passing: r.Passing}
	var err error
	if w.Blocks, err = seal(r.Blocks); err != nil {
		return nil, err
	}
	return json.Marshal(w)
}

// UnmarshalJSON is the inverse of MarshalJSON.
func (r *Reply) UnmarshalJSON(data []byte) error {
	var w wireReply
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	*r = Reply{Actions: w.Actions, Private: w.Private, Talk: w.Talk, Missing: w.Missing, Failed: w.Failed, Silent: w.Silent,
		Digest: w.Digest, Question: w.Question, Language: w.Language, Zone: w.Zone, Passing: w.Passing}
	var err error
	r.Blocks, err = open(w.Blocks)
	return err
}

type wireFolded struct {
	Label  string     `json:"label"`
	Blocks []envelope `json:"blocks"`
}

// MarshalJSON is as that of a Reply.
func (f Folded) MarshalJSON() ([]byte, error) {
	blocks, err := seal(f.Blocks)
	if err != nil {
		return nil, err
	}
	return json.Marshal(wireFolded{f.Label, blocks})
}

// UnmarshalJSON is the inverse of MarshalJSON.
func (f *Folded) UnmarshalJSON(data []byte) error {
	var w wireFolded
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	var err error
	f.Label = w.Label
	f.Blocks, err = open(w.Blocks)
	return err
}

// seal puts blocks into envelopes that say their kind, and open takes them out.
func seal(blocks []Block) ([]envelope, error) {
	var out []envelope
	for _, b := range blocks {
		data, err := json.Marshal(b)
		if err != nil {
			return nil, err
		}
		out = append(out, envelope{b.kind(), data})
	}
	return out, nil
}

func open(envelopes []envelope) ([]Block, error) {
	var out []Block
	for _, e := range envelopes {
		b, err := unmarshalBlock(e)
		if err != nil {
			return nil, fmt.Errorf("block %q: %w", e.Kind, err)
		}
		out = append(out, b)
	}
	return out, nil
}

func unmarshalBlock(e envelope) (Block, error) {
	switch e.Kind {
	case "heading":
		return decode[Heading](e.Block)
	case "text":
		return decode[Text](e.Block)
	case "notice":
		return decode[Notice](e.Block)
	case "quote":
		return decode[Quote](e.Block)
	case "headline":
		return decode[Headline](e.Block)
	case "source":
		return decode[Source](e.Block)
	case "entry":
		return decode[Entry](e.Block)
	case "folded":
		return decode[Folded](e.Block)
	case "picture":
		return decode[Picture](e.Block)
	case "file":
		return decode[File](e.Block)
	}
	return nil, fmt.Errorf("unknown kind")
}

func decode[B Block](data []byte) (Block, error) {
	var b B
	err := json.Unmarshal(data, &b)
	return b, err
}

// Pages cuts blocks into runs that fit, with the sources of the quotes in them: fits
// reports whether a run is short enough for one message. A single block that does not
// fit makes a page of its own, for the adapter to send as a file or in several
// messages.
func Pages(blocks []Block, fits func([]Block) bool) [][]Block {
	var pages [][]Block
	start := 0
	for i := range blocks {
		if i > start && !fits(Sourced(blocks[start:i+1])) {
			pages = append(pages, Sourced(blocks[start:i]))
			start = i
		}
	}
	if start < len(blocks) {
		pages = append(pages, Sourced(blocks[start:]))
	}
	return pages
}

// Sourced returns blocks with a Source behind each run of quotes of one article. It
// names the title unless a headline heads the run. What is folded has its own. Blocks
// that have their sources come back as they are.
func Sourced(blocks []Block) []Block {
	out := make([]Block, 0, len(blocks)+1)
	var head int64 // the article that the last headline is of
	for i, b := range blocks {
		switch b := b.(type) {
		case Headline:
			head = b.Article.ID
			b.Head = goesOn(blocks[i+1:], head)
			out = append(out, b)
		case Quote:
			out = append(out, b)
			if s := (Source{Article: b.Article, Link: b.Link, Page: b.Page, Titled: head != b.Article.ID}); !goesOn(blocks[i+1:], b.Article.ID) && s.known() {
				out = append(out, s)
			}
		case Folded:
			b.Blocks = Sourced(b.Blocks)
			out = append(out, b)
		default:
			out = append(out, b)
		}
	}
	return out
}

// known reports whether there is anything to say of a source.
func (s Source) known() bool {
	return s.Link != "" || s.Article.Source != "" || s.Article.Title != "" || !s.Article.Published.IsZero()
}

// goesOn reports whether blocks begin with a quote of an article, or its source.
func goesOn(blocks []Block, article int64) bool {
	if len(blocks) == 0 {
		return false
	}
	switch b := blocks[0].(type) {
	case Quote:
		return b.Article.ID == article
	case Source:
		return b.Article.ID == article
	}
	return false
}
