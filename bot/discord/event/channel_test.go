package event

import (
	"encoding/json"
	"testing"
)

// TestRights works out what a member may do in a channel: 1, 2, 4 and 16 are rights, 8 is that
// of administrators.
func TestRights(t *testing.T) {
	const guild, member, role = "10", "20", "30"
	for name, c := range map[string]struct {
		roles, overwrites string
		want              int64
		not               int64
	}{
		"everyone":                         {`[{"id":"10","permissions":"3"}]`, `[]`, 3, 4},
		"a role of the member":             {`[{"id":"10","permissions":"1"},{"id":"30","permissions":"2"},{"id":"40","permissions":"4"}]`, `[]`, 3, 4},
		"an administrator":                 {`[{"id":"30","permissions":"8"}]`, `[{"id":"20","type":1,"allow":"0","deny":"1"}]`, 31, 0},
		"denied to everyone":               {`[{"id":"10","permissions":"3"}]`, `[{"id":"10","allow":"0","deny":"2"}]`, 1, 2},
		"denied to all but a role":         {`[{"id":"10","permissions":"3"}]`, `[{"id":"30","allow":"2","deny":"0"},{"id":"10","allow":"0","deny":"2"}]`, 3, 4},
		"denied to a role, not a member":   {`[{"id":"10","permissions":"3"}]`, `[{"id":"20","allow":"2","deny":"0"},{"id":"30","allow":"0","deny":"2"}]`, 3, 4},
		"denied to the member":             {`[{"id":"10","permissions":"3"}]`, `[{"id":"20","allow":"0","deny":"2"},{"id":"30","allow":"2","deny":"0"}]`, 1, 2},
		"allowed to a role of others":      {`[{"id":"10","permissions":"1"}]`, `[{"id":"40","allow":"2","deny":"1"}]`, 1, 2},
		"a number that can't be read":      {`[{"id":"10","permissions":"x"}]`, `[]`, 0, 1},
		"nothing is told of the overwrite": {`[{"id":"10","permissions":"1"}]`, `[{"id":"10"}]`, 1, 2},
	} {
		var roles []Role
		var there Channel
		if err := json.Unmarshal([]byte(c.roles), &roles); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(`{"permission_overwrites":`+c.overwrites+`}`), &there); err != nil {
			t.Fatal(err)
		}
		got := there.Rights(guild, member, []string{role}, roles)
		if !got.Has(c.want) || c.not != 0 && got.Has(c.not) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
