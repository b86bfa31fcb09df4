package main

import "testing"

func TestRoles(t *testing.T) {
	configured := &runCommand{TelegramToken: "1:a", Web: "localhost:0"}
	for written, want := range map[roles][]bool{
		"": {true, true, true, true}, "ask": {true, false, false, false}, "poll,deliver": {false, true, true, false}, " web, ask ": {true, false, false, true},
	} {
		if err := written.check(configured); err != nil {
			t.Errorf("%q: %v", written, err)
		}
		for i, name := range allRoles {
			if written.has(name) != want[i] {
				t.Errorf("%q has %s: %t", written, name, !want[i])
			}
		}
	}
	for written, want := range map[roles]string{
		"asks": "there is no role asks: the roles are ask, poll, deliver, web",
		"web":  "the role web has no address to serve pages at: set QUOTH_WEB, or leave it out of QUOTH_ROLES",
	} {
		if err := written.check(&runCommand{}); err == nil || err.Error() != want {
			t.Errorf("%q: %v", written, err)
		}
	}
}
