package discord

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"

	"quoth/bot/chattest/fault"
)

// route is one line of the REST interface.
type route struct {
	pattern string // "METHOD /path/{name}", without /api/v10
	open    bool   // needs no token in the Authorization header
	limit   limit
	handle  func(*Discord, *call) (any, error)
}

// call is one REST request with its body read. A handler returns what is answered
// with status 200, or nil for 204, or an *apiError.
type call struct {
	*http.Request
	json  any             // the body, or the payload_json of a multipart body; nil: none
	raw   json.RawMessage // the same, as it came
	files map[string]upload
}

type upload struct {
	name, contentType string
	data              []byte
}

// created is an answer with status 201 instead of 200.
type created struct{ body any }

// apiError is an error answer of Discord's.
type apiError struct {
	status  int
	code    int
	message string
	errors  obj // of form fields; nil: none
}

func (e *apiError) Error() string { return fmt.Sprintf("HTTP %d, %d: %s", e.status, e.code, e.message) }

func refuse(status, code int, message string) *apiError {
	return &apiError{status: status, code: code, message: message}
}

var (
	unauthorized       = refuse(401, 0, "401: Unauthorized")
	notFound           = refuse(404, 0, "404: Not Found")
	unknownChannel     = refuse(404, 10003, "Unknown Channel")
	unknownGuild       = refuse(404, 10004, "Unknown Guild")
	unknownMember      = refuse(404, 10007, "Unknown Member")
	unknownMessage     = refuse(404, 10008, "Unknown Message")
	unknownUser        = refuse(404, 10013, "Unknown User")
	unknownWebhook     = refuse(404, 10015, "Unknown Webhook")
	unknownInteraction = refuse(404, 10062, "Unknown interaction")
	unknownCommand     = refuse(404, 10063, "Unknown application command")
	missingAccess      = refuse(403, 50001, "Missing Access")
	missingPermissions = refuse(403, 50013, "Missing Permissions")
	emptyMessage       = refuse(400, 50006, "Cannot send an empty message")
	invalidToken       = refuse(401, 50027, "Invalid Webhook Token")
	threadArchived     = refuse(400, 50083, "Thread is archived")
	alreadyAnswered    = refuse(400, 40060, "Interaction has already been acknowledged.")
)

var versioned = regexp.MustCompile(`^/api/v(9|10)(/.*)$`)

// handler is the server's: the gateway, the files and the REST interface.
func (d *Discord) handler() http.Handler {
	rest := http.NewServeMux()
	for _, r := range routes {
		rest.HandleFunc(r.pattern, func(w http.ResponseWriter, req *http.Request) { d.serve(w, req, r) })
	}
	rest.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		d.serve(w, req, route{pattern: "", open: true, handle: func(*Discord, *call) (any, error) { return nil, notFound }})
	})
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		switch m := versioned.FindStringSubmatch(req.URL.Path); {
		case req.Header.Get("Upgrade") != "":
			d.serveGateway(w, req)
		case strings.HasPrefix(req.URL.Path, "/attachments/"):
			d.serveFile(w, req)
		case m != nil:
			stripped := req.Clone(req.Context())
			stripped.URL.Path, stripped.URL.RawPath = m[2], ""
			rest.ServeHTTP(w, stripped)
		default:
			var none *fault.Fault
			none.Send(w, 404, encode(obj{"message": "404: Not Found", "code": 0}))
		}
	})
}

// serve answers one request: faults first, then the token, the limits, the form,
// and the route's own work.
func (d *Discord) serve(w http.ResponseWriter, req *http.Request, r route) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return
	}
	c := &call{Request: req}
	formErr := c.read(body)

	seen := Request{Method: req.Method, Path: req.URL.Path, Route: r.pattern, Body: c.raw, Header: req.Header.Clone()}
	for name, f := range c.files {
		seen.Files = append(seen.Files, name+"="+f.name)
	}
	ordered := d.takeFault(r.pattern)
	if !ordered.Wait(req, false) {
		return
	}
	answer := func() (any, error) {
		if !r.open && req.Header.Get("Authorization") != "Bot "+d.config.Token {
			return nil, unauthorized
		}
		if err := d.throttle(w.Header(), req, r); err != nil {
			return nil, err
		}
		if ordered != nil && ordered.Status == 429 {
			d.tellToWait(ordered, req, r)
		}
		if !ordered.Carries() {
			return nil, nil
		}
		if formErr != nil {
			return nil, formErr
		}
		d.checkSpec(c)
		return r.handle(d, c)
	}
	d.mu.Lock()
	seen.At = d.now()
	result, err := answer()
	status, reply := d.encodeAnswer(w.Header(), result, err, &seen)
	if ordered != nil && err == nil {
		status, reply = faulty(ordered, w.Header(), status, reply)
	}
	seen.Status = status
	d.log.Add(r.pattern, seen)
	d.changed.Fire()
	d.mu.Unlock()
	if ordered.Wait(req, true) {
		ordered.Send(w, status, reply)
	}
}

// encodeAnswer makes the status and body of an answer, and notes Discord's code.
func (d *Discord) encodeAnswer(h http.Header, result any, err error, seen *Request) (int, []byte) {
	var refused *apiError
	var limited *tooManyRequests
	switch {
	case errors.As(err, &limited):
		return 429, limited.body()
	case errors.As(err, &refused):
		seen.Code = refused.code
		if refused.status == 401 {
			d.violate("auth", "%s %s: %s", seen.Method, d.redact(seen.Path), refused.message)
		}
		if refused.code == 50035 {
			d.violate("form", "%s: %s", seen.Route, encode(refused.errors))
		}
		body := obj{"message": refused.message, "code": refused.code}
		if refused.errors != nil {
			body["errors"] = refused.errors
		}
		return refused.status, encode(body)
	case result == nil:
		return 204, nil
	}
	if c, ok := result.(created); ok {
		return 201, encode(c.body)
	}
	return 200, encode(result)
}

// read decodes the body: JSON, or multipart with payload_json and files[n].
func (c *call) read(body []byte) error {
	if len(body) == 0 {
		return nil
	}
	kind, params, _ := mime.ParseMediaType(c.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		c.raw = body
	case "multipart/form-data":
		if err := c.readParts(multipart.NewReader(bytes.NewReader(body), params["boundary"])); err != nil {
			return refuse(400, 50109, "The request body contains invalid JSON.")
		}
	default:
		return refuse(400, 50035, "Expected 'Content-Type' header to be one of {'application/json', 'multipart/form-data'}.")
	}
	if c.raw == nil {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(c.raw))
	decoder.UseNumber()
	if decoder.Decode(&c.json) != nil {
		return refuse(400, 50109, "The request body contains invalid JSON.")
	}
	return nil
}

func (c *call) readParts(r *multipart.Reader) error {
	c.files = map[string]upload{}
	for {
		part, err := r.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FormName() == "payload_json" {
			c.raw = data
			continue
		}
		c.files[part.FormName()] = upload{part.FileName(), part.Header.Get("Content-Type"), data}
	}
}

// object is the body as an object; a body of another kind is an empty one.
func (c *call) object() obj {
	o, _ := c.json.(obj)
	return o
}

// decode reads the body into a struct. Wrong types are a form error.
func (c *call) decode(into any) error {
	if c.raw == nil {
		return nil
	}
	if err := json.Unmarshal(c.raw, into); err != nil {
		var f form
		f.add("", "BASE_TYPE_BAD", err.Error())
		return f.err()
	}
	return nil
}
