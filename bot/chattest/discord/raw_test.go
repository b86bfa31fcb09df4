package discord_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"testing"

	discordtest "quoth/bot/chattest/discord"
)

type m = map[string]any

// answer is what came back of a raw request.
type answer struct {
	t      testing.TB
	status int
	header http.Header
	body   []byte
}

// send makes a REST request with the bot's token; body is nil, a value to encode
// as JSON, or the raw bytes.
func send(t testing.TB, d *discordtest.Discord, method, path string, body any) answer {
	t.Helper()
	return sendAs(t, d, "Bot "+d.Token(), method, path, body)
}

func sendAs(t testing.TB, d *discordtest.Discord, authorization, method, path string, body any) answer {
	t.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case []byte:
		r = bytes.NewReader(b)
	default:
		data, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		r = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, "https://discord.com/api/v10"+path, r)
	if err != nil {
		t.Fatal(err)
	}
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return do(t, d, req)
}

func do(t testing.TB, d *discordtest.Discord, req *http.Request) answer {
	t.Helper()
	resp, err := d.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{t, resp.StatusCode, resp.Header, data}
}

// upload sends a multipart body with payload_json and files[n].
func upload(t testing.TB, d *discordtest.Discord, method, path string, payload any, files ...string) answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	data, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	w.WriteField("payload_json", string(data))
	for i, name := range files {
		part, err := w.CreateFormFile("files["+string(rune('0'+i))+"]", name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, "bytes of "+name)
	}
	w.Close()
	req, err := http.NewRequestWithContext(t.Context(), method, "https://discord.com/api/v10"+path, &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+d.Token())
	req.Header.Set("Content-Type", w.FormDataContentType())
	return do(t, d, req)
}

// want checks the status and Discord's error code (0: none).
func (a answer) want(status, code int) answer {
	a.t.Helper()
	if a.status != status || a.code() != code {
		a.t.Errorf("the answer is %d, code %d: %s; want %d, code %d", a.status, a.code(), a.body, status, code)
	}
	return a
}

func (a answer) code() int {
	var e struct{ Code int }
	if json.Unmarshal(a.body, &e) != nil {
		return 0
	}
	return e.Code
}

// object is the answer's JSON object.
func (a answer) object() m {
	a.t.Helper()
	var o m
	if err := json.Unmarshal(a.body, &o); err != nil {
		a.t.Fatalf("%s: %v", a.body, err)
	}
	return o
}

// kinds counts the violations by kind.
func kinds(d *discordtest.Discord) map[string]int {
	out := map[string]int{}
	for _, v := range d.Violations() {
		out[v.Kind]++
	}
	return out
}
