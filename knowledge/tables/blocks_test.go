package tables

import (
	"context"
	"errors"
	"log/slog"
	"testing"
)

// TestBlockDisk reads blocks that are not in memory: from the disk beside it where they were kept
// there, and without a transaction from nowhere else.
func TestBlockDisk(t *testing.T) {
	disk, err := NewBlockDisk(t.TempDir(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	c := segmentCache{disk: disk, log: slog.New(slog.DiscardHandler)}
	seven, eight, again := segmentIdentity{id: 7}, segmentIdentity{id: 8}, segmentIdentity{id: 7, last: 1}
	c.keep(t.Context(), blockKey{seven, 3}, []byte("data"))
	read := func(segment segmentIdentity, block int64) (data string, err error) {
		err = c.read(t.Context(), nil, []int64{block}, func(int64) segmentIdentity { return segment }, func(_ int64, block []byte) error {
			data = string(block)
			return nil
		})
		return data, err
	}
	if data, err := read(seven, 3); err != nil || data != "data" {
		t.Errorf("a block that was kept is %q, %v", data, err)
	}
	for _, key := range []blockKey{{eight, 3}, {seven, 4}, {again, 3}} {
		if data, err := read(key.segment, key.block); !errors.Is(err, errNotKept) {
			t.Errorf("block %d of segment %+v is %q, %v", key.block, key.segment, data, err)
		}
	}
	disk.Close()
	if data, err := read(seven, 3); !errors.Is(err, errNotKept) {
		t.Errorf("after the end of the disk the block is %q, %v", data, err)
	}
	c.keep(context.Background(), blockKey{seven, 5}, nil)
}
