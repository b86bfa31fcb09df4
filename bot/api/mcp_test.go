package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"quoth/bot"
	"quoth/bot/api"
)

// withKey adds a key to requests.
type withKey string

func (k withKey) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(k))
	return http.DefaultTransport.RoundTrip(r)
}

// overHTTP is a session over streamable HTTP with a key.
func (k *world) overHTTP(t *testing.T, secret string) (*mcp.ClientSession, error) {
	return connect(t, &mcp.StreamableClientTransport{Endpoint: k.url + "/mcp", HTTPClient: &http.Client{Transport: withKey(secret)}, MaxRetries: -1})
}

// overPipes is a session over a pair of pipes, as over standard input and output.
func (k *world) overPipes(t *testing.T) (*mcp.ClientSession, error) {
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- k.service.ServeMCP(ctx, api.Local(), in, out) }()
	t.Cleanup(func() {
		toServer.Close()
		stop()
		<-ended
	})
	return connect(t, &mcp.IOTransport{Reader: fromServer, Writer: toServer})
}

func connect(t *testing.T, over mcp.Transport) (*mcp.ClientSession, error) {
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), over, nil)
	if err == nil {
		t.Cleanup(func() { session.Close() })
	}
	return session, err
}

// call calls a tool and reads what it answers.
func call[T any](t *testing.T, s *mcp.ClientSession, tool string, arguments map[string]any) (out T, failed bool) {
	t.Helper()
	result, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	if len(result.Content) != 1 {
		t.Fatalf("%s answers with %d pieces", tool, len(result.Content))
	}
	text := result.Content[0].(*mcp.TextContent).Text
	if result.IsError {
		return out, true
	}
	structured, err := json.Marshal(result.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{structured, []byte(text)} {
		if err := json.Unmarshal(data, &out); err != nil {
			t.Fatalf("%s: %v: %s", tool, err, data)
		}
	}
	return out, false
}

// TestEachToolOverBothTransports calls each tool as an assistant does: what it answers carries
// seals, and a quote with one changed letter does not hold.
func TestEachToolOverBothTransports(t *testing.T) {
	k := open(t, nil)
	for name, open := range map[string]func() (*mcp.ClientSession, error){
		"pipes": func() (*mcp.ClientSession, error) { return k.overPipes(t) },
		"http":  func() (*mcp.ClientSession, error) { return k.overHTTP(t, k.secret) },
	} {
		t.Run(name, func(t *testing.T) {
			s, err := open()
			if err != nil {
				t.Fatal(err)
			}
			listed, err := s.ListTools(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			var tools []string
			for _, tool := range listed.Tools {
				tools = append(tools, tool.Name)
				if tool.Annotations == nil || !tool.Annotations.ReadOnlyHint || tool.Description == "" {
					t.Errorf("the tool %s is told of as %+v", tool.Name, tool)
				}
			}
			slices.Sort(tools)
			if want := []string{"ask", "get_article", "get_story", "search_news", "summarize", "timeline", "verify_quote"}; !slices.Equal(tools, want) {
				t.Fatalf("the tools are %v", tools)
			}
			sealed := func(tool string, quotes []quote, words string) {
				t.Helper()
				if len(quotes) == 0 || !strings.Contains(quotes[0].Text, words) {
					t.Errorf("%s answers with %+v", tool, quotes)
				}
				for _, q := range quotes {
					if len(q.Seal) != 64 {
						t.Errorf("%s gives a quote without a seal: %+v", tool, q)
					}
					if v, _ := call[verified](t, s, "verify_quote", map[string]any{"article": q.Article.URL, "text": q.Text, "start": q.Start, "end": q.End}); !v.Holds || v.Seal != q.Seal {
						t.Errorf("a quote of %s is %+v", tool, v)
					}
					changed := q.Text[:3] + string(q.Text[3]^1) + q.Text[4:]
					if v, _ := call[verified](t, s, "verify_quote", map[string]any{"article": q.Article.URL, "text": changed}); v.Holds {
						t.Errorf("with one changed letter %q holds", changed)
					}
				}
			}
			asked, _ := call[answer](t, s, "ask", map[string]any{"question": "When did the ferry sailors in Portmouth begin a strike?"})
			sealed("ask", asked.Quotes, "3 May 2024")
			found, _ := call[answer](t, s, "search_news", map[string]any{"words": "Blueline", "limit": 2})
			sealed("search_news", found.Quotes, "Blueline")
			picked, _ := call[answer](t, s, "summarize", map[string]any{"of": news[1].URL, "sentences": 2})
			sealed("summarize", picked.Quotes, "sailors")
			dated, _ := call[struct {
				Entries []struct {
					Date   string
					Quotes []quote
				}
			}](t, s, "timeline", map[string]any{"topic": "ferry strike"})
			if len(dated.Entries) == 0 {
				t.Fatal("the timeline is empty")
			}
			sealed("timeline", dated.Entries[0].Quotes, "2024")
			whole, _ := call[articleShape](t, s, "get_article", map[string]any{"article": news[1].URL})
			if whole.Text != news[1].Text || len(whole.Seal) != 64 {
				t.Errorf("get_article answers with %+v", whole)
			}
			told, _ := call[struct {
				All      int
				Articles []struct{ Lead quote }
			}](t, s, "get_story", map[string]any{"id": whole.Story})
			if told.All != 2 {
				t.Errorf("get_story answers with %+v", told)
			}
			if _, failed := call[answer](t, s, "get_article", map[string]any{"article": news[2].URL}); !failed {
				t.Error("private news is read")
			}
			if _, failed := call[answer](t, s, "ask", map[string]any{"question": ""}); !failed {
				t.Error("an empty question is answered")
			}
		})
	}
}

// TestToolsOfAKey lists the tools that the scopes of a key allow, and turns away who has none.
func TestToolsOfAKey(t *testing.T) {
	k := open(t, nil)
	if _, err := k.overHTTP(t, "quoth_wrong"); err == nil {
		t.Error("who brings a wrong key is let in")
	}
	s, err := k.overHTTP(t, k.key(t, api.Key{Name: "checker", Scopes: []api.Scope{"quote"}}))
	if err != nil {
		t.Fatal(err)
	}
	listed, err := s.ListTools(t.Context(), nil)
	if err != nil || len(listed.Tools) != 1 || listed.Tools[0].Name != "verify_quote" {
		t.Errorf("the tools are %+v, %v", listed, err)
	}
	if response, _ := k.send(t, http.MethodPost, "/mcp", "", "{}"); response.StatusCode != http.StatusUnauthorized {
		t.Errorf("without a key: status %d", response.StatusCode)
	}
}

// TestOneMessageAtATime sends a list of calls, which would count as one request.
func TestOneMessageAtATime(t *testing.T) {
	k := open(t, nil)
	for _, body := range []string{`[{"jsonrpc":"2.0","id":1,"method":"tools/list"}]`, " \r\n\t[]"} {
		if response, data := k.send(t, http.MethodPost, "/mcp", k.secret, body); response.StatusCode != http.StatusBadRequest || !strings.Contains(string(data), "one message at a time") {
			t.Errorf("%q: status %d: %s", body, response.StatusCode, data)
		}
	}
}

// TestAssistantLeaves has an assistant end while its question is worked on: nobody has done anything wrong.
func TestAssistantLeaves(t *testing.T) {
	var failures bytes.Buffer
	log := slog.New(slog.NewTextHandler(&failures, &slog.HandlerOptions{Level: slog.LevelError}))
	k := open(t, func(c *api.Config, e *bot.Config) { c.Log, e.Log = log, log })
	ctx, leave := context.WithCancelCause(t.Context())
	leave(io.EOF)
	k.engine.Handle(ctx, bot.Request{Command: "ask", Args: bot.Args{"question": "When did the strike begin?"}, Private: true})
	if failures.Len() > 0 {
		t.Errorf("logged is %s", failures.String())
	}
}
