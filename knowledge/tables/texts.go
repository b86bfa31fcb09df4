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
	// trainedOn is of how many articles a dictionary is made: twice as many save at most three
	// thousandths of what texts take, and take about twice as long.
	trainedOn = 128
	// compressedFirst is how many versions are compressed as soon as there is a dictionary: those
	// of a new store, which would stay as they are.
	compressedFirst = 2048
	// sampledFrom is of how many of the newest articles these are taken here and there: those that
	// came together are often of one outlet.
	sampledFrom = 16 << 10
	// sampleSize is how many bytes of each are looked at: twice as many save a hundredth of what texts
	// take, and take five times as long, while all waits.
	sampleSize = 2 << 10
	// dictionary is the number of the dictionary that is made. There is one as yet.
	dictionary = 1
	// dictionaryCopies is how many rows hold each.
	dictionaryCopies = 2
)

// textColumns are the columns that a keptText is scanned from, of versions v.
const textColumns = "v.dictionary, v.size, v.text"

// keptText is a text as its row keeps it.
type keptText struct {
	dictionary, size loose[int64]
	data             []byte
}

// columns are where textColumns are scanned into.
func (k *keptText) columns() []any { return []any{&k.dictionary, &k.size, &k.data} }

// bytes is how many bytes the whole text has; 0 of what is damaged.
func (k *keptText) bytes() int {
	if k.size.Valid && (k.size.V < 0 || k.size.V > compress.MaxSize) {
		return 0
	}
	return int(k.size.V)
}

// texts remembers the dictionary of a store.
type texts struct {
	mu      sync.Mutex
	codec   *codec
	settled atomic.Bool // whether nothing is left to do for the dictionary
}

// codec is the one over the dictionary of that digest.
type codec struct {
	*compress.Codec
	digest []byte
}

// errLost means that texts can't be read for now, and says nothing of them.
var errLost = fmt.Errorf("the dictionary over which texts are compressed is lost: %w; restore a backup", knowledge.ErrCorrupt)

// open returns the codec over the dictionary, which is looked for in db; nil where no copy is whole.
func (t *texts) open(ctx context.Context, db queryer) (*codec, error) {
	t.mu.Lock()
	c := t.codec
	t.mu.Unlock()
	if c != nil {
		return c, nil
	}
	d, err := readDictionary(ctx, db)
	if err != nil || d.whole == 0 {
		return nil, err
	}
	over, err := compress.New(d.data)
	if err != nil {
		return nil, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.codec = &codec{over, d.digest}
	return t.codec, nil
}

// storedDictionary is the dictionary as its rows keep it.
type storedDictionary struct {
	data, digest []byte // of one that is whole
	whole        int    // how many copies are
}

func readDictionary(ctx context.Context, db queryer) (d storedDictionary, err error) {
	err = Each(ctx, db, func(rows *sql.Rows) error {
		var data, digest []byte
		if err := rows.Scan(&data, &digest); err != nil {
			return err
		}
		if sum := sha256.Sum256(data); bytes.Equal(sum[:], digest) {
			d = storedDictionary{data, digest, d.whole + 1}
		}
		return nil
	}, "SELECT data, digest FROM dictionaries WHERE id = ? ORDER BY copy LIMIT ?", dictionary, dictionaryCopies)
	return d, err
}

// read returns the bytes of a range of a text, and false for one that is damaged. Rows of db
// must be closed. errLost is for all that are compressed.
func (t *texts) read(ctx context.Context, db queryer, k *keptText, r knowledge.Range) (text string, sound bool, err error) {
	if k.dictionary.damaged || k.size.damaged || k.size.Valid != k.dictionary.Valid {
		return "", false, nil
	}
	if !k.dictionary.Valid {
		return string(k.data[min(r.Start, len(k.data)):min(r.End, len(k.data))]), true, nil
	}
	if k.dictionary.V != dictionary {
		return "", false, nil
	}
	c, err := t.open(ctx, db)
	if err == nil && c == nil {
		err = errLost
	}
	if err != nil {
		return "", false, err
	}
	text, err = c.Decode(k.data, int(k.size.V), r.Start, r.End)
	return text, err == nil, nil
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
func compressed(c *codec, text string) textArguments {
	if c != nil {
		if data := c.Encode(text); data != nil {
			return textArguments{dictionary, len(text), data}
		}
	}
	return textArguments{nil, nil, Text(text)}
}

// plainState is the name of the state of a store that an older program filled: one may still have
// it open and takes what is compressed for damage. Compact ends it.
const plainState = "plain texts"

// train makes the dictionary once there are articles enough, and writes a copy of it anew that is
// damaged. Articles for some alone are left out of it, as others' texts stand over it too.
func (s *Store) train(ctx context.Context) (made bool, err error) {
	if s.texts.settled.Load() {
		return false, nil
	}
	var d storedDictionary
	var barred bool
	var samples [][]byte
	err = s.view(ctx, "train dictionary", func(tx *sql.Tx) error {
		var err error
		if d, err = readDictionary(ctx, tx); err != nil || d.whole > 0 {
			return err
		}
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM state WHERE name = ?)", plainState).Scan(&barred); err != nil || barred {
			return err
		}
		var articles int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM articles WHERE audience = '' AND quarantined IS NULL LIMIT ?) AS oldest", trainedOn).Scan(&articles); err != nil || articles < trainedOn {
			return err
		}
		// Over another dictionary of that number, what was stored would be read as another text.
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM versions WHERE dictionary IS NOT NULL)").Scan(&barred); err != nil || barred {
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
	if err != nil {
		return false, err
	}
	if barred || d.whole == dictionaryCopies {
		s.texts.settled.Store(true)
		return false, nil
	}
	if made = d.whole == 0; made {
		if len(samples) == 0 {
			return false, nil
		}
		d.data, err = compress.Train(samples)
		if err == nil {
			_, err = compress.New(d.data)
		}
		if err != nil {
			s.texts.settled.Store(true)
			s.log.WarnContext(ctx, "store: dictionary train failed", "error", err)
			return false, nil
		}
	}
	if err := s.putDictionary(ctx, d.data); err != nil {
		return false, err
	}
	if !made {
		s.log.WarnContext(ctx, "store: dictionary mended", "copies", dictionaryCopies-d.whole)
	}
	s.texts.settled.Store(true)
	return made, nil
}

// putDictionary stores the copies of a dictionary, but where another process was faster.
func (s *Store) putDictionary(ctx context.Context, data []byte) error {
	digest := sha256.Sum256(data)
	return s.change(ctx, "put dictionary", func(tx *sql.Tx) error {
		there, err := readDictionary(ctx, tx)
		if err != nil || there.whole > 0 && !bytes.Equal(there.digest, digest[:]) {
			return err
		}
		for n := range dictionaryCopies {
			if _, err := tx.ExecContext(ctx, "INSERT INTO dictionaries (id, copy, data, digest) VALUES (?, ?, ?, ?) ON CONFLICT (id, copy) DO UPDATE SET data = excluded.data, digest = excluded.digest", dictionary, n+1, data, digest[:]); err != nil {
				return err
			}
		}
		return nil
	})
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
	err := s.change(ctx, "compact", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM state WHERE name = ?", plainState)
		return err
	})
	if err != nil {
		return err
	}
	s.texts.settled.Store(false)
	if _, err := s.train(ctx); err != nil {
		return err
	}
	return s.compact(ctx, 0, progress)
}

// compact compresses the texts of versions from a number on.
func (s *Store) compact(ctx context.Context, from int64, progress func(versions int)) error {
	c, err := s.texts.open(ctx, s.read)
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

// checkDictionary says when texts can't be read for want of the dictionary.
func checkDictionary(ctx context.Context, tx *sql.Tx) ([]string, error) {
	d, err := readDictionary(ctx, tx)
	if err != nil || d.whole > 0 {
		return nil, err
	}
	var needed bool
	err = tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM versions WHERE dictionary = ?)", dictionary).Scan(&needed)
	if err != nil || !needed {
		return nil, err
	}
	return []string{"The dictionary over which texts are compressed is lost."}, nil
}
