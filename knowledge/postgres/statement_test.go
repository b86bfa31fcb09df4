package postgres

import (
	"slices"
	"testing"
)

func TestTranslate(t *testing.T) {
	for source, want := range map[string]statement{
		"SELECT 1": {"SELECT 1", nil},
		"SELECT user, b.user FROM users b WHERE user = ? AND a = ?": {`SELECT "user", b."user" FROM users b WHERE "user" = $1 AND a = $2`, []int{0, 1}},
		"UPDATE t SET a = ?2 WHERE b = ?1 AND c = ?2":               {"UPDATE t SET a = $1 WHERE b = $2 AND c = $1", []int{1, 0}},
		"DELETE FROM t WHERE a = ?3":                                {"DELETE FROM t WHERE a = $1", []int{2}},
		"SELECT 'user''s ?', \"user\" WHERE a IN (?,?)":             {"SELECT 'user''s ?', \"user\" WHERE a IN ($1,$2)", []int{0, 1}},
		"SELECT CAST(value AS BIGINT) FROM json_each(?)":            {"SELECT CAST(value AS BIGINT) FROM json_array_elements_text($1)", []int{0}},
		"SELECT 1 FROM t INDEXED BY t_a WHERE substr(CAST(a AS BLOB), ?, ?) <> ''": {
			"SELECT 1 FROM t WHERE substr(CAST(a AS BYTEA), $1, $2) <> ''", []int{0, 1}},
	} {
		if got := translate(source); got.sql != want.sql || !slices.Equal(got.arguments, want.arguments) {
			t.Errorf("%s\nis  %s %d,\nnot %s %d", source, got.sql, got.arguments, want.sql, want.arguments)
		}
	}
}
