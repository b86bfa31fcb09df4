package tables

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"quoth/knowledge"
	"quoth/knowledge/compress"
)

// The text of a version stands as it is, or compressed over a dictionary that the store made of
// its own articles: the column dictionary says which. What was stored before there was one stays
// as it is until Compact. PostgreSQL would compress long values alone, each for itself; it leaves
// those that are compressed as they are.

const (
	// trainedOn is of how many articles a dictionary is made: four times as many save a
	// hundredth, and take eight times as long.
	trainedOn = 256
	// compressedFirst is how many versions are compressed as soon as there is a dictionary: those
	// of a new store, which would stay as they are.
	compressedFirst = 2048
	// sampledFrom is of how many of the newest articles these are taken here and there: those that
	// came together are often of one outlet.
	sampledFrom = 16 << 10
	// sampleSize is how many bytes of each are looked at.
	sampleSize = 4 << 10
	// dictionary is the number of the dictionary that is made. There is one as yet.
	dictionary = 1
	// dictionaryCopies is how many rows hold each.
	dictionaryCopies = 2
)

// textColumns are the columns that a keptText is scanned from, of versions v.
const textColumns = "v.dictionary, v.size, v.text"

// keptText is a text as its row keeps it.
type keptText struct {
	dictionary, size sql.NullInt64
	data             []byte
}

// columns are where textColumns are scanned into.
func (k *keptText) columns() []any { return []any{&k.dictionary, &k.size, &k.data} }

// bytes is how many bytes the whole text has; 0 of what is damaged.
func (k *keptText) bytes() int {
	if k.size.Valid && (k.size.Int64 < 0 || k.size.Int64 > compress.MaxSize) {
		return 0
	}
	return int(k.size.Int64)
}

// texts remembers the codecs over the dictionaries of a store.
type texts struct {
	mu      sync.Mutex
	codecs  map[int64]*compress.Codec
	settled atomic.Bool // whether there is a dictionary, or none can be made
}

// codec returns the one over a dictionary, which is looked for in db; nil of one that is damaged
// or not there.
func (t *texts) codec(ctx context.Context, db queryer, id int64) (*compress.Codec, error) {
	t.mu.Lock()
	c := t.codecs[id]
	t.mu.Unlock()
	if c != nil {
		return c, nil
	}
	err := Each(ctx, db, func(rows *sql.Rows) error {
		var data, digest []byte
		if err := rows.Scan(&data, &digest); err != nil {
			return err
		}
		if c == nil && wholeDictionary(data, digest) {
			c, _ = compress.New(data)
		}
		return nil
	}, "SELECT data, digest FROM dictionaries WHERE id = ? ORDER BY copy", id)
	if err != nil || c == nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.codecs == nil {
		t.codecs = make(map[int64]*compress.Codec)
	}
	t.codecs[id] = c
	return c, nil
}

func wholeDictionary(data, digest []byte) bool {
	sum := sha256.Sum256(data)
	return bytes.Equal(sum[:], digest)
}

// read returns the bytes of a range of a text, and false for one that is damaged. Rows of db
// must be closed.
func (t *texts) read(ctx context.Context, db queryer, k *keptText, r knowledge.Range) (text string, sound bool, err error) {
	if !k.dictionary.Valid {
		return string(k.data[min(r.Start, len(k.data)):min(r.End, len(k.data))]), true, nil
	}
	c, err := t.codec(ctx, db, k.dictionary.Int64)
	if err != nil || c == nil {
		return "", false, err
	}
	data, err := c.Decode(k.data, int(k.size.Int64), r.Start, r.End)
	return string(data), err == nil, nil
}

// blocks is read, but zero bytes stand for what is damaged: no seal holds for them.
func (t *texts) blocks(ctx context.Context, db queryer, k *keptText, r knowledge.Range) (string, error) {
	text, sound, err := t.read(ctx, db, k, r)
	if err == nil && !sound {
		size := k.bytes()
		text = string(make([]byte, min(r.End, size)-min(r.Start, size)))
	}
	return text, err
}

// whole is blocks of all of a text.
func (t *texts) whole(ctx context.Context, db queryer, k *keptText) (string, error) {
	return t.blocks(ctx, db, k, knowledge.Range{End: math.MaxInt})
}

// textArguments are arguments for textColumns.
type textArguments struct{ dictionary, size, text any }

// compressed is how a text is to be stored.
func compressed(c *compress.Codec, text string) textArguments {
	if c != nil {
		if data := c.Encode(text); data != nil {
			return textArguments{dictionary, len(text), data}
		}
	}
	return textArguments{nil, nil, Text(text)}
}

// train makes the dictionary once there are articles enough. Articles for some alone are left out of it, as others' texts stand over it too.
func (s *Store) train(ctx context.Context) (made bool, err error) {
	if s.texts.settled.Load() {
		return false, nil
	}
	var there bool
	var samples [][]byte
	err = s.view(ctx, "train dictionary", func(tx *sql.Tx) error {
		var enough bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM dictionaries),
			(SELECT count(*) FROM (SELECT 1 FROM articles WHERE audience = '' AND quarantined IS NULL LIMIT ?) AS oldest) = ?`, trainedOn, trainedOn).Scan(&there, &enough); err != nil || there || !enough {
			return err
		}
		return Each(ctx, tx, func(rows *sql.Rows) error {
			var text []byte
			err := rows.Scan(&text)
			samples = append(samples, text)
			return err
		}, `SELECT substr(CAST(v.text AS BLOB), 1, CAST(? AS INTEGER)) FROM articles a JOIN versions v ON v.id = a.document
			WHERE a.id IN (SELECT id FROM (SELECT id FROM articles WHERE audience = '' AND quarantined IS NULL ORDER BY id DESC LIMIT ?) AS newest
				ORDER BY id * 40503 % 65536, id LIMIT ?)`, sampleSize, sampledFrom, trainedOn)
	})
	if there {
		s.texts.settled.Store(true)
	}
	if err != nil || len(samples) == 0 {
		return false, err
	}
	data, err := compress.Train(samples)
	if err == nil {
		_, err = compress.New(data)
	}
	s.texts.settled.Store(true)
	if err != nil {
		s.log.WarnContext(ctx, "store: dictionary train failed", "error", err)
		return false, nil
	}
	digest := sha256.Sum256(data)
	err = s.change(ctx, "train dictionary", func(tx *sql.Tx) error {
		for n := range dictionaryCopies { // another process may have been faster
			if _, err := tx.ExecContext(ctx, "INSERT INTO dictionaries (id, copy, data, digest) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", dictionary, n+1, data, digest[:]); err != nil {
				return err
			}
		}
		return nil
	})
	return err == nil, err
}

// trainSoon makes the dictionary when that was not done and there are articles enough, and
// compresses the versions that came before it, as far as they are few.
func (s *Store) trainSoon(ctx context.Context) error {
	made, err := s.train(ctx)
	if err != nil || !made {
		return err
	}
	var first int64
	if err := s.read.QueryRowContext(ctx, "SELECT coalesce(min(id), 0) FROM (SELECT id FROM versions ORDER BY id DESC LIMIT ?) AS newest", compressedFirst).Scan(&first); err != nil {
		return s.wrap(ctx, "compact", err)
	}
	return s.compact(ctx, first, func(int) {})
}

// compactedAtOnce is how many texts one transaction of Compact looks at: others write between.
const compactedAtOnce = 64

// Compact implements knowledge.Store. What is not sealed yet stays as it is.
func (s *Store) Compact(ctx context.Context, progress func(versions int)) error {
	if _, err := s.train(ctx); err != nil {
		return err
	}
	return s.compact(ctx, 0, progress)
}

// compact compresses the texts of versions from a number on.
func (s *Store) compact(ctx context.Context, from int64, progress func(versions int)) error {
	c, err := s.texts.codec(ctx, s.read, dictionary)
	if err != nil || c == nil {
		return s.wrap(ctx, "compact", err)
	}
	for {
		type row struct {
			id   int64
			text string
		}
		var plain []row
		err := Each(ctx, s.read, func(rows *sql.Rows) error {
			var r row
			var text []byte
			err := rows.Scan(&r.id, &text)
			r.text = string(text)
			plain = append(plain, r)
			return err
		}, "SELECT id, text FROM versions WHERE id >= ? AND dictionary IS NULL AND seal IS NOT NULL ORDER BY id LIMIT ?", from, compactedAtOnce)
		if err != nil || len(plain) == 0 {
			return s.wrap(ctx, "compact", err)
		}
		from = plain[len(plain)-1].id + 1
		smaller := make(map[int64]textArguments)
		for _, r := range plain {
			if k := compressed(c, r.text); k.dictionary != nil {
				smaller[r.id] = k
			}
		}
		err = s.change(ctx, "compact", func(tx *sql.Tx) error {
			for id, k := range smaller {
				if _, err := tx.ExecContext(ctx, "UPDATE versions SET dictionary = ?, size = ?, text = ? WHERE id = ? AND dictionary IS NULL", k.dictionary, k.size, k.text, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		progress(len(plain))
	}
}

// checkDictionaries names the dictionaries of which a copy is not what was stored.
func checkDictionaries(ctx context.Context, tx *sql.Tx) ([]string, error) {
	var findings []string
	copies := make(map[int64]int) // that are whole
	err := Each(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		var data, digest []byte
		if err := rows.Scan(&id, &data, &digest); err != nil {
			return err
		}
		if wholeDictionary(data, digest) {
			copies[id]++
		}
		return nil
	}, "SELECT id, data, digest FROM dictionaries")
	if err != nil {
		return nil, err
	}
	err = Each(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if n := copies[id]; n < dictionaryCopies {
			findings = append(findings, fmt.Sprintf("Of dictionary %d, over which texts are compressed, %d of %d copies are whole.", id, n, dictionaryCopies))
		}
		return nil
	}, "SELECT id FROM dictionaries UNION SELECT dictionary FROM versions WHERE dictionary IS NOT NULL ORDER BY id")
	return findings, err
}
