package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestKeysCommand gives a key out, lists it and ends it; the list never has the secret.
func TestKeysCommand(t *testing.T) {
	t.Chdir(t.TempDir())
	db := filepath.Join(t.TempDir(), "quoth.db")
	secret := strings.TrimSpace(string(run(t, nil, "keys", "add", "--db", db, "kiosk", "--scope", "ask", "--audience", "discord:server:678")))
	if !strings.HasPrefix(secret, "quoth_") || len(secret) < 30 {
		t.Fatalf("the key is %q", secret)
	}
	listed := run(t, nil, "keys", "--db", db, "list", "--json")
	var key struct{ Name, Created string }
	if err := json.Unmarshal(listed, &key); err != nil || key.Name != "kiosk" || key.Created == "" || strings.Contains(string(listed), secret) {
		t.Errorf("the list is %s, %v", listed, err)
	}
	if plain := string(run(t, nil, "keys", "--db", db)); !strings.HasPrefix(plain, "kiosk  since ") || !strings.HasSuffix(plain, "ask, discord:server:678\n") {
		t.Errorf("the list reads %q", plain)
	}
	run(t, nil, "keys", "remove", "--db", db, "kiosk")
	if listed := run(t, nil, "keys", "--db", db); len(listed) > 0 {
		t.Errorf("what is left is %s", listed)
	}
}

// TestMCPOverStandardStreams runs quoth mcp as an assistant starts it, and asks.
func TestMCPOverStandardStreams(t *testing.T) {
	t.Chdir(t.TempDir())
	pipe := func() (*os.File, *os.File) {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		return r, w
	}
	in, toProgram := pipe()
	fromProgram, out := pipe()
	logged, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan int, 1)
	go func() {
		ended <- Main(ctx, []string{"mcp", "--db", filepath.Join(t.TempDir(), "quoth.db")}, Streams{In: in, Out: out, Err: logged})
	}()
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(ctx, &mcp.IOTransport{Reader: fromProgram, Writer: toProgram}, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := session.CallTool(ctx, &mcp.CallToolParams{Name: "ask", Arguments: map[string]any{"question": "How many people died in the Turkey earthquake?"}})
	if err != nil || result.IsError || !strings.Contains(result.Content[0].(*mcp.TextContent).Text, "35,418") {
		t.Errorf("the answer is %+v, %v", result, err)
	}
	session.Close()
	if status := <-ended; status != exitDone {
		data, _ := os.ReadFile(logged.Name())
		t.Errorf("it ends with status %d: %s", status, data)
	}
}
