package telegram_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	telegramtest "quoth/bot/chattest/telegram"
)

// TestForget has a person do all that leaves something behind, and forget it:
// then no column of any table holds the person's number, nor do the bytes of the
// database's files. What is kept of another person stays.
func TestForget(t *testing.T) {
	s := newStage(t)
	do := func(steps ...string) {
		for _, step := range steps {
			s.do(step)
			s.settle()
		}
	}
	do("group sailors", "ana joins sailors", "ana becomes administrator of sailors", "bob joins sailors", "bob becomes administrator of sailors")
	for _, name := range []string{"ana", "bob"} {
		do(name+" says: How many ferry sailors stopped work in Portmouth?",
			name+" presses More",
			name+" says: /latest",
			name+" says: /settings timezone:Europe/Berlin quiet:22:00-07:00",
			name+" says: /follow ferry",
			name+" says: /follow storm pace:daily at:9",
			name+" says: /alerts pause 1",
			name+" says: /why",
			name+" says in sailors: /follow harbour "+name,
			name+" says in sailors: /settings quiet:off timezone:Asia/Tokyo",
			name+" says in sailors: /ask How many ferry sailors stopped work in Portmouth?",
			name+" says in sailors: /timeline", // asks for the topic
			name+" sends a photo",
			name+" types inline: ferry")
		s.album(s.person(name), "")
		s.settle()
	}
	do("Harbour Post prints Ferry runs again: The ferry to Elmstead runs again, the harbour said to ana and bob.", "alerts are delivered",
		"Coast Weekly prints Ferry stops: The ferry to Orrin stops at the harbour, where ana and bob wait for it.", "alerts are delivered",
		"ana says: /follow") // asks for the topic
	ana, bob := strconv.FormatInt(s.person("ana").ID, 10), strconv.FormatInt(s.person("bob").ID, 10)
	before := holding(t, s.file, ana)
	for _, column := range []string{"subscriptions.user", "settings.user", "conversations.user", "conversations.chat", "shown_replies.user", "shown_replies.chat", "pending_arguments.user", "places.chat"} {
		if before[column] == 0 {
			t.Errorf("%s holds nothing of the person before it is forgotten, and so this test shows nothing: %v", column, before)
		}
	}
	if n := rows(t, s.file, "SELECT count(*) FROM alerts WHERE message <> '' AND subscription IN (SELECT id FROM subscriptions WHERE user = ?)", ana); n == 0 {
		t.Error("no alert was sent to the person")
	}
	others := holding(t, s.file, bob)
	do("ana says: /forget yes")
	if after := holding(t, s.file, ana); len(after) > 0 {
		t.Errorf("after /forget these columns hold the person's number: %v", after)
	}
	for _, file := range []string{s.file, s.file + "-wal"} {
		if content, err := os.ReadFile(file); err != nil || bytes.Contains(content, []byte(ana)) {
			t.Errorf("%s holds the person's number (%v)", file, err)
		}
	}
	if got := holding(t, s.file, bob); fmt.Sprint(got) != fmt.Sprint(others) {
		t.Errorf("of another person there is %v, and was %v", got, others)
	}
	do("ana says: /export")
	if sent := s.chat("ana").Sent(); sent[len(sent)-1].Text != "Nothing is kept of you." {
		t.Errorf("after it /export says %q", sent[len(sent)-1].Text)
	}
}

// album has a person send two pictures as one, with a caption at the first.
func (s *stage) album(u *telegramtest.User, caption string) {
	captions := []string{caption, ""}
	for n := range 2 {
		s.prints++
		message, err := json.Marshal(map[string]any{
			"caption": captions[n], "message_id": 9000 + s.prints, "date": s.clock.Now().Unix(), "media_group_id": fmt.Sprint("album", u.FirstName),
			"from": map[string]any{"id": u.ID, "first_name": u.FirstName}, "chat": map[string]any{"id": u.ID, "type": "private", "first_name": u.FirstName},
			"photo": []map[string]any{{"file_id": fmt.Sprint("p", n), "file_unique_id": fmt.Sprint("u", n), "width": 9, "height": 9}},
		})
		if err != nil {
			s.t.Fatal(err)
		}
		s.server.Push("message", message)
	}
}

// TestAlbumWithACaption asks below a picture of several: the question is answered,
// and nothing is said of the pictures.
func TestAlbumWithACaption(t *testing.T) {
	s := newStage(t)
	s.do("ana says: /sources")
	s.settle()
	s.album(s.person("ana"), "How many sailors stopped work?")
	s.settle()
	if sent := s.chat("ana").Sent(); len(sent) != 2 || !strings.Contains(sent[1].Text, "340 sailors") {
		t.Errorf("the answers are %+v", sent)
	}
}

// holding counts the rows in which a text stands, by table and column, of every
// column of every table but one of random numbers.
func holding(t *testing.T, file, text string) map[string]int {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	names, err := db.Query("SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name || '.' || c.name <> 'index_segments.token'")
	if err != nil {
		t.Fatal(err)
	}
	var columns [][2]string
	for names.Next() {
		var c [2]string
		if err := names.Scan(&c[0], &c[1]); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, c)
	}
	if err := names.Close(); err != nil || len(columns) < 50 {
		t.Fatalf("the schema has %d columns, %v", len(columns), err)
	}
	held := map[string]int{}
	for _, c := range columns {
		n := 0
		err := db.QueryRow(fmt.Sprintf("SELECT count(*) FROM %q WHERE instr(CAST(%q AS BLOB), CAST(? AS BLOB)) > 0", c[0], c[1]), text).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			held[c[0]+"."+c[1]] = n
		}
	}
	return held
}

func rows(t *testing.T, file, query string, args ...any) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err == nil {
		defer db.Close()
		err = db.QueryRow(query, args...).Scan(&n)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}
