package telegram

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Request is a request of the bot.
type Request struct {
	Method string            // as it was written: "sendMessage"
	Params map[string]string // what is no string in a JSON body is here as its JSON
	Files  map[string]string // field to file name, of uploads
	Status int               // of the answer; 0 while it is worked on or when none was given
	Error  string            // what the server refused it with, "" when it did not
	Time   time.Time
}

// Int is the number in a parameter, 0 when there is none.
func (r Request) Int(name string) int64 {
	n, _ := strconv.ParseInt(r.Params[name], 10, 64)
	return n
}

// upload is a file in a request.
type upload struct {
	name string
	data []byte
}

// call is a request while it is handled.
type call struct {
	s      *Server
	method string
	params map[string]string
	files  map[string]upload
}

// apiError is a refusal in the Bot API's form.
type apiError struct {
	code        int
	description string
	retryAfter  int
	migratedTo  int64
}

func (e *apiError) Error() string { return e.description }

// bad is a refusal with status 400.
func bad(format string, args ...any) *apiError {
	return &apiError{code: http.StatusBadRequest, description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

// forbidden is a refusal with status 403.
func forbidden(why string) *apiError {
	return &apiError{code: http.StatusForbidden, description: "Forbidden: " + why}
}

// serve answers one HTTP request.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, method, ok2 := strings.Cut(rest, "/")
	if !ok || !ok2 || method == "" || strings.Contains(method, "/") {
		writeError(w, &apiError{code: http.StatusNotFound, description: "Not Found"})
		return
	}
	if token != s.Token {
		writeError(w, &apiError{code: http.StatusUnauthorized, description: "Unauthorized"})
		return
	}
	c, err := s.read(r, method)
	if err != nil {
		writeError(w, bad("%v", err))
		return
	}
	f, index := s.arrive(c)
	if !f.Wait(r, false) {
		return
	}
	status, body := http.StatusOK, []byte(nil)
	if f.Carries() {
		var result any
		result, err = s.handle(r, c)
		status, body = answerBody(result, err)
	}
	if f != nil {
		status, body = faulty(f, status, body)
	}
	noted := status
	if f != nil && (f.Half || f.Drop) {
		noted = 0
	}
	s.leave(index, noted, err)
	if f.Wait(r, true) {
		f.Send(w, status, body)
	}
}

// read takes the parameters from the query, and from a body that is JSON,
// urlencoded or multipart.
func (s *Server) read(r *http.Request, method string) (*call, error) {
	c := &call{s: s, method: method, params: map[string]string{}, files: map[string]upload{}}
	c.add(r.URL.Query())
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		var fields map[string]json.RawMessage
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(body, &fields); err != nil {
			return nil, fmt.Errorf("can't parse the request's JSON")
		}
		for name, value := range fields {
			var text string
			if json.Unmarshal(value, &text) != nil {
				text = string(value)
			}
			c.params[name] = text
		}
	case "multipart/form-data":
		if err := r.ParseMultipartForm(64 << 20); err != nil {
			return nil, err
		}
		defer r.MultipartForm.RemoveAll()
		c.add(r.MultipartForm.Value)
		for name, headers := range r.MultipartForm.File {
			file, err := headers[0].Open()
			if err != nil {
				return nil, err
			}
			data, err := io.ReadAll(file)
			file.Close()
			if err != nil {
				return nil, err
			}
			c.files[name] = upload{headers[0].Filename, data}
		}
	default:
		if err := r.ParseForm(); err != nil {
			return nil, err
		}
		c.add(r.PostForm)
	}
	return c, nil
}

func (c *call) add(values url.Values) {
	for name, all := range values {
		c.params[name] = all[0]
	}
}

// arrive writes a request into the log and validates it. It returns the fault
// that was ordered for it, or nil, and its place in the log.
func (s *Server) arrive(c *call) (*Fault, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conf.Spec != nil {
		uploaded := func(field string) bool { _, ok := c.files[field]; return ok }
		for _, wrong := range s.conf.Spec.Request(c.method, c.params, uploaded) {
			s.violate("spec", "%s: %s", c.method, wrong)
		}
	}
	f := s.faults.Take(strings.ToLower(c.method))
	if strings.EqualFold(c.method, "getUpdates") {
		return f, -1
	}
	r := Request{Method: c.method, Params: c.params, Time: s.conf.Clock()}
	if len(c.files) > 0 {
		r.Files = map[string]string{}
		for field, u := range c.files {
			r.Files[field] = u.name
		}
	}
	s.touch()
	return f, s.log.Add(strings.ToLower(c.method), r)
}

// leave notes in the log how a request was answered, and why it was refused.
func (s *Server) leave(index, status int, refusal error) {
	if index < 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log.Change(index, func(r *Request) {
		r.Status = status
		if refusal != nil {
			r.Error = refusal.Error()
		}
	})
	s.touch()
}

// handle carries a request out and returns its result.
func (s *Server) handle(r *http.Request, c *call) (any, error) {
	method := strings.ToLower(c.method)
	if method == "getupdates" {
		return s.getUpdates(r.Context(), c)
	}
	h, ok := handlers[method]
	if !ok {
		s.mu.Lock()
		s.violate("spec", "%s: the test server does not serve this method", c.method)
		s.mu.Unlock()
		return nil, &apiError{code: http.StatusNotFound, description: "Not Found: method not found"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	result, err := h(c)
	if err != nil {
		return nil, err
	}
	// What is returned may change as soon as the lock is free.
	data, err := json.Marshal(result)
	return json.RawMessage(data), err
}

// handlers are the methods by their names in small letters, as the Bot API takes
// them in any letters. They run under the lock.
var handlers = map[string]func(*call) (any, error){
	"getme":                  (*call).getMe,
	"setwebhook":             (*call).setWebhook,
	"deletewebhook":          (*call).deleteWebhook,
	"getwebhookinfo":         (*call).getWebhookInfo,
	"sendmessage":            (*call).sendMessage,
	"sendphoto":              (*call).sendPhoto,
	"senddocument":           (*call).sendDocument,
	"sendchataction":         (*call).sendChatAction,
	"sendmessagedraft":       (*call).sendMessageDraft,
	"sendrichmessage":        (*call).sendRichMessage,
	"sendrichmessagedraft":   (*call).sendRichMessageDraft,
	"editmessagetext":        (*call).editMessageText,
	"editmessagecaption":     (*call).editMessageCaption,
	"editmessagemedia":       (*call).editMessageMedia,
	"editmessagereplymarkup": (*call).editMessageReplyMarkup,
	"deletemessage":          (*call).deleteMessage,
	"answercallbackquery":    (*call).answerCallbackQuery,
	"answerinlinequery":      (*call).answerInlineQuery,
	"answerguestquery":       (*call).answerGuestQuery,
	"getchat":                (*call).getChat,
	"getchatmember":          (*call).getChatMember,
	"getchatadministrators":  (*call).getChatAdministrators,
	"getchatmembercount":     (*call).getChatMemberCount,
	"leavechat":              (*call).leaveChat,
	"setmycommands":          (*call).setMyCommands,
	"getmycommands":          (*call).getMyCommands,
	"deletemycommands":       (*call).deleteMyCommands,
	"setchatmenubutton":      (*call).setChatMenuButton,
	"setmydescription":       (*call).setMyDescription,
	"getmydescription":       (*call).getMyDescription,
	"setmyshortdescription":  (*call).setMyShortDescription,
	"getmyshortdescription":  (*call).getMyShortDescription,
}

// answerBody is the status and body of an answer.
func answerBody(result any, refusal error) (int, []byte) {
	if refusal != nil {
		return errorBody(refusal)
	}
	body, err := json.Marshal(map[string]any{"ok": true, "result": result})
	if err != nil {
		return errorBody(err)
	}
	return http.StatusOK, body
}

// errorBody is the answer to a request that failed.
func errorBody(err error) (int, []byte) {
	e, ok := err.(*apiError)
	if !ok {
		e = &apiError{code: http.StatusInternalServerError, description: "Internal Server Error: " + err.Error()}
	}
	answer := map[string]any{"ok": false, "error_code": e.code, "description": e.description}
	parameters := map[string]any{}
	if e.retryAfter > 0 {
		parameters["retry_after"] = e.retryAfter
	}
	if e.migratedTo != 0 {
		parameters["migrate_to_chat_id"] = e.migratedTo
	}
	if len(parameters) > 0 {
		answer["parameters"] = parameters
	}
	body, _ := json.Marshal(answer)
	return e.code, body
}

func writeError(w http.ResponseWriter, err error) {
	status, body := errorBody(err)
	var none *Fault
	none.Send(w, status, body)
}

// Parameters.

func (c *call) has(name string) bool { return c.params[name] != "" }

// int reads a number, 0 when the parameter is not there.
func (c *call) int(name string) (int, error) {
	if !c.has(name) {
		return 0, nil
	}
	n, err := strconv.Atoi(c.params[name])
	if err != nil {
		return 0, bad("invalid %s specified", name)
	}
	return n, nil
}

// bool reads a Boolean as the Bot API does: anything but true, yes and 1 is false.
func (c *call) bool(name string) bool {
	switch strings.ToLower(c.params[name]) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// decode reads a JSON parameter; v is left alone when it is not there.
func (c *call) decode(name string, v any) error {
	if !c.has(name) {
		return nil
	}
	if err := json.Unmarshal([]byte(c.params[name]), v); err != nil {
		return bad("can't parse %s JSON object", strings.ReplaceAll(name, "_", " "))
	}
	return nil
}
