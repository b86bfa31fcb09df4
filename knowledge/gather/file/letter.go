package file

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"quoth/knowledge"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

const (
	// maxMessage is the largest e-mail, in bytes: mail servers take 25 to 50 MB, and a
	// newsletter has some 100 kB.
	maxMessage = 32 << 20
	// maxParts and maxNesting are how many MIME parts of a message are read, and how many
	// may lie within each other: a newsletter has two or three.
	maxParts, maxNesting = 200, 8
	// maxReceivers is how many addresses of receivers are kept out of what is stored.
	maxReceivers = 100
)

// message reads a file that is one e-mail.
func (in *input) message(r io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(r, maxMessage+1))
	switch {
	case err != nil:
		in.refuse(0, "%s", streamReason(err))
		return nil
	case len(data) > maxMessage:
		in.refuse(0, "it is larger than %d MB: one e-mail is expected", maxMessage>>20)
		return nil
	}
	if first, rest, ok := bytes.Cut(data, []byte("\n")); ok && fromLine.Match(first) {
		data = rest
	}
	return in.newsletter(0, data)
}

// newsletter reads an e-mail (RFC 5322, MIME) as an article: the subject is its title, the
// list or the sender its outlet, and the page that shows it in a browser its address. Nothing
// of the receiver is kept. item is its place in the file, 0 for the only one.
func (in *input) newsletter(item int, raw []byte) error {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		in.refuseItem(item, "it is no e-mail: its head can't be read")
		return nil
	}
	var parts letter
	parts.read(m.Header, m.Body, 0)
	to := receiversOf(m.Header)
	r := record{Title: to.without(header(m.Header, "Subject"))}
	var sender string
	r.Source, sender = outlet(m.Header)
	r.Authors[0] = sender
	if at, err := m.Header.Date(); err == nil && at.Before(time.Now().Add(24*time.Hour)) {
		r.Published = at.Format(time.RFC3339)
	}
	r.URL = to.address(m.Header.Get("Archived-At"), parts.html)
	body := ""
	if len(parts.html.data) > 0 {
		read, err := in.parser().Page(in.ctx, parts.html.data, parts.html.contentType, "")
		switch {
		case err == nil:
			body, r.Language = read.Text, read.Language
			if len(read.Authors) > 0 {
				r.Authors = authors{}
				copy(r.Authors[:], read.Authors)
			}
		case !page.IsOwn(err):
			return err
		case len(parts.plain.data) == 0:
			in.refuseItem(item, "its HTML can't be read: %s", err)
			return nil
		}
	}
	if body == "" {
		body = parts.plain.text()
	}
	if body = to.without(body); body == "" {
		in.refuseItem(item, "no text for readers was found in this e-mail")
		return nil
	}
	r.Text = &body
	a, err := r.article()
	if err != nil {
		in.refuseItem(item, "%s", err)
		return nil
	}
	if parts.cut {
		in.tell(in.Damaged, Problem{Item: item}, "a part of the e-mail is damaged or too large; what could be read of it is stored")
	}
	return in.Article(a)
}

// letter is what of an e-mail is for reading: the longest part of either kind.
type letter struct {
	html, plain part
	parts       int
	cut         bool // something could not be read to its end
}

type part struct {
	data        []byte
	contentType string
}

// read takes the texts of a message or of a part of one.
func (l *letter) read(h interface{ Get(string) string }, body io.Reader, depth int) {
	if l.parts++; l.parts > maxParts || depth > maxNesting {
		l.cut = true
		return
	}
	contentType := h.Get("Content-Type")
	kind, parameters, err := mime.ParseMediaType(contentType)
	if kind == "" || err != nil && err != mime.ErrInvalidMediaParameter {
		kind, contentType = "text/plain", "" // RFC 2045, section 5.2
	}
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(body, parameters["boundary"])
		for l.parts <= maxParts {
			p, err := parts.NextRawPart()
			if err != nil {
				l.cut = l.cut || err != io.EOF
				return
			}
			l.read(p.Header, p, depth+1)
		}
		return
	}
	into := map[string]*part{"text/html": &l.html, "text/plain": &l.plain}[kind]
	if disposition, _, _ := mime.ParseMediaType(h.Get("Content-Disposition")); into == nil || disposition == "attachment" {
		return
	}
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(io.LimitReader(body, page.MaxSize+1))
	if err != nil || len(data) > page.MaxSize {
		l.cut = true
		data = data[:min(len(data), page.MaxSize)]
	}
	if len(data) > len(into.data) {
		*into = part{data, contentType}
	}
}

// text is a part of plain text, its lines as the sender broke them: those that flow are
// put together (RFC 3676, section 4), and the signature is left out.
func (p part) text() string {
	s := strings.ReplaceAll(fetch.Decode(p.data, p.contentType), "\r\n", "\n")
	s, _, _ = strings.Cut(s, "\n-- \n")
	if _, parameters, err := mime.ParseMediaType(p.contentType); err == nil && strings.EqualFold(parameters["format"], "flowed") {
		join := " "
		if strings.EqualFold(parameters["delsp"], "yes") {
			join = ""
		}
		s = strings.ReplaceAll(s, " \n", join)
	}
	return s
}

var words = mime.WordDecoder{CharsetReader: charset.NewReaderLabel}

// header is a field of a head in one line, its encoded words (RFC 2047) decoded.
func header(h mail.Header, name string) string {
	s := h.Get(name)
	if decoded, err := words.DecodeHeader(s); err == nil {
		s = decoded
	}
	return text.OneLine(strings.ToValidUTF8(s, "\ufffd"))
}

// personAt matches the name of a sender who writes for an outlet.
var personAt = lazyregexp.New(`^(\p{Lu}\S*(?: \S+){1,3}?) (?:from|at|via) (\S.*)$`)

// outlet is who printed a newsletter, and its author where the sender is called "Ann Lee
// from Echo". The outlet is what the list is called (List-Id, RFC 2919), which many services
// fill with a number; else the sender's name, else the sender's domain.
func outlet(h mail.Header) (source, author string) {
	from := mail.AddressParser{WordDecoder: &words}
	if sender, err := from.Parse(h.Get("From")); err == nil {
		source = text.OneLine(sender.Name)
		if source == "" || strings.Contains(source, "@") {
			_, source, _ = strings.Cut(sender.Address, "@")
		}
	}
	if m := personAt.FindStringSubmatch(source); m != nil {
		author, source = m[1], m[2]
	}
	list, _, _ := strings.Cut(header(h, "List-Id"), "<")
	if list = strings.Trim(list, ` "`); list != "" && !strings.ContainsAny(list, "@0123456789") {
		source = list
	}
	return source, author
}

// receivers are the addresses that a message was sent to, in lower case.
type receivers []string

var mailbox = lazyregexp.New(`[^\s<>,;:"()]+@[^\s<>,;:"()]+`)

func receiversOf(h mail.Header) receivers {
	var found receivers
	for _, name := range []string{"To", "Cc", "Bcc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Forwarded-To", "Resent-To"} {
		for _, value := range h[name] {
			for _, address := range mailbox.FindAllString(strings.ToLower(value), maxReceivers) {
				if len(found) < maxReceivers && !slices.Contains(found, address) {
					found = append(found, address)
				}
			}
		}
	}
	return found
}

// in reports whether a text names a receiver, plainly or as addresses of the web write it.
func (to receivers) in(s string) bool {
	s = strings.ToLower(s)
	escaped := strings.ReplaceAll(s, "%40", "@")
	return slices.ContainsFunc(to, func(address string) bool { return strings.Contains(s, address) || strings.Contains(escaped, address) })
}

// maxService is the longest paragraph, in bytes, that may be about the letter itself.
const maxService = 300

var (
	// inBrowser matches what the link to a letter's page is called.
	inBrowser = lazyregexp.New(`(?i)\b(?:view|read|open|see)\b.{0,40}\b(?:browser|online|on the web)\b|\bweb version\b|im browser|online (?:lesen|ansehen)|dans (?:votre|le|un) navigateur|version en ligne|(?:en|no) (?:el |su |tu |seu )?navegador|versi[oó]n (?:web|online)|nel browser|versione (?:web|online)|versão (?:web|online)|в браузере|веб-верси|tarayıcı`)
	// leaving matches what is said of ending a subscription.
	leaving = lazyregexp.New(`(?i)\bunsubscribe\b|newsletter abbestellen|\babmelden\b|se désabonner|désinscri|darse de baja|cancelar (?:la |tu |su )?suscripción|disiscriv|annulla(?: l')?iscrizione|cancelar (?:a )?(?:inscrição|assinatura)|отписаться|abonelikten`)
)

// without leaves out the paragraphs that name a receiver, and those that are about the
// letter itself.
func (to receivers) without(s string) string {
	paragraphs := strings.Split(s, "\n\n")
	kept := paragraphs[:0]
	for _, p := range paragraphs {
		if to.in(p) || len(p) <= maxService && (inBrowser.MatchString(p) || leaving.MatchString(p)) {
			continue
		}
		kept = append(kept, p)
	}
	return strings.TrimSpace(strings.Join(kept, "\n\n"))
}

// address is where everybody may read a letter: what its head says (Archived-At, RFC 5064),
// else the page that shows it in a browser; "" where that is known by who asks alone.
func (to receivers) address(archived string, markup part) string {
	if public := to.public(strings.Trim(archived, " <>")); public != "" {
		return public
	}
	tokens := html.NewTokenizer(strings.NewReader(fetch.Decode(markup.data, markup.contentType)))
	tokens.SetMaxBuf(maxLink)
	href, said := "", ""
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return ""
		}
		switch name := tokens.Token(); {
		case kind == html.TextToken && href != "" && len(said) <= maxService:
			said += name.Data
		case kind == html.StartTagToken && name.DataAtom == atom.A:
			href, said = "", ""
			for _, a := range name.Attr {
				if a.Key == "href" {
					href = a.Val
				}
			}
		case kind == html.EndTagToken && name.DataAtom == atom.A:
			if said = text.OneLine(said); len(said) <= maxService && inBrowser.MatchString(said) {
				if public := to.public(href); public != "" {
					return public
				}
			}
			href, said = "", ""
		}
	}
}

// maxLink bounds what the address of a letter is looked for in: a tag, or the text between two.
const maxLink = 1 << 20

// personal are the query parameters by which the large services know who reads a letter.
var personal = map[string]bool{"e": true, "r": true, "token": true, "email": true, "recipient": true, "subscriber": true, "subscriber_id": true, "uid": true}

// public is a link without what tells who follows it; "" where nothing remains that leads
// to the letter.
func (to receivers) public(link string) string {
	u, err := url.Parse(knowledge.CanonicalURL(link))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	var kept []string
	dropped := false
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(strings.ToLower(pair), "=")
		if personal[name] || strings.Contains(pair, "@") || strings.Contains(pair, "%40") {
			dropped = true
		} else if pair != "" {
			kept = append(kept, pair)
		}
	}
	u.RawQuery = strings.Join(kept, "&")
	last := u.Path[strings.LastIndexByte(u.Path, '/')+1:]
	switch {
	case len(kept) == 0 && strings.Trim(u.Path, "/") == "", len(kept) == 0 && dropped && !strings.ContainsAny(last, "-0123456789"): // every letter has that
		return ""
	case to.in(u.String()), strings.Contains(fetch.PublicAddress(u.String()), "…"): // a counter of clicks, for each reader another
		return ""
	}
	return u.String()
}
