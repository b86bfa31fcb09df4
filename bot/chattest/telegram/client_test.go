package telegram

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"testing"
)

// answer is what the Bot API says.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// raw posts a body and returns what came back.
func raw(t *testing.T, s *Server, method, kind string, body []byte) (int, []byte, error) {
	t.Helper()
	response, err := http.Post(s.URL+"/bot"+s.Token+"/"+method, kind, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	return response.StatusCode, data, err
}

// try calls a method with a JSON body.
func try(t *testing.T, s *Server, method string, params map[string]any) answer {
	t.Helper()
	body, err := json.Marshal(params)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, s, method, "application/json", body)
}

func parse(t *testing.T, s *Server, method, kind string, body []byte) answer {
	t.Helper()
	status, data, err := raw(t, s, method, kind, body)
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		t.Fatalf("%s: %v in %q", method, err, data)
	}
	if a.OK != (status == http.StatusOK) || !a.OK && a.Code != status {
		t.Fatalf("%s: status %d with %s", method, status, data)
	}
	return a
}

// do calls a method that must succeed and reads its result.
func do[T any](t *testing.T, s *Server, method string, params map[string]any) T {
	t.Helper()
	a := try(t, s, method, params)
	if !a.OK {
		t.Fatalf("%s: %s", method, a.Description)
	}
	var v T
	if err := json.Unmarshal(a.Result, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// refused calls a method that must be refused with a description.
func refused(t *testing.T, s *Server, method string, params map[string]any, description string) {
	t.Helper()
	if a := try(t, s, method, params); a.Description != description {
		t.Errorf("%s %v:\ngot  %q\nwant %q", method, params, a.Description, description)
	}
}

// form is a multipart body of fields and files.
func form(t *testing.T, fields map[string]string, files map[string][]byte) (kind string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range fields {
		w.WriteField(name, value)
	}
	for name, data := range files {
		part, err := w.CreateFormFile(name, name+".png")
		if err != nil {
			t.Fatal(err)
		}
		part.Write(data)
	}
	w.Close()
	return w.FormDataContentType(), b.Bytes()
}

// urlencoded is a form body of fields.
func urlencoded(fields map[string]string) []byte {
	v := url.Values{}
	for name, value := range fields {
		v.Set(name, value)
	}
	return []byte(v.Encode())
}

// received is an update as a bot reads it.
type received struct {
	ID       int64           `json:"update_id"`
	Message  *wireMessage    `json:"message"`
	Edited   *wireMessage    `json:"edited_message"`
	Post     *wireMessage    `json:"channel_post"`
	Callback json.RawMessage `json:"callback_query"`
	Inline   json.RawMessage `json:"inline_query"`
	Chosen   json.RawMessage `json:"chosen_inline_result"`
	Mine     json.RawMessage `json:"my_chat_member"`
}

type wireMessage struct {
	ID       int    `json:"message_id"`
	Thread   int    `json:"message_thread_id"`
	InTopic  bool   `json:"is_topic_message"`
	Text     string `json:"text"`
	Entities []Entity
	Chat     struct{ ID int64 }
	From     struct{ ID int64 }
	Sender   struct{ ID int64 } `json:"sender_chat"`
}

// get gets the updates from an offset on, without waiting.
func get(t *testing.T, s *Server, offset int64) []received {
	t.Helper()
	return do[[]received](t, s, "getUpdates", map[string]any{"offset": offset})
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
