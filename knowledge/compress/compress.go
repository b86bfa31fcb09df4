// Package compress keeps texts small: in blocks of zstd (RFC 8878), so that a slice costs the
// blocks that hold it alone, over a dictionary of what many texts have in common.
package compress

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/klauspost/compress/dict"
	"github.com/klauspost/compress/zstd"
)

const (
	// block is how many bytes of a text are compressed together, of its last block fewer. Most
	// articles are one block; blocks of 4 kB took a sixteenth more room.
	block = 16 << 10
	// MaxSize is how many bytes a text has at most: nothing longer is compressed, nor
	// decompressed, whatever it says of itself.
	MaxSize = 64 << 20
	// dictionarySize is how many bytes a dictionary has at most: twice as many save a hundredth.
	dictionarySize = 64 << 10
	// dictionaryID stands in a dictionary and in every frame; those below it are for
	// dictionaries that are published.
	dictionaryID = 1 << 15
	// level is how hard the encoder tries. It copies its tables of the dictionary for each block,
	// which costs more than the text does: those of zstd.SpeedDefault, 1.1 MB, took three to five times
	// as long and saved nothing, and zstd.SpeedBetterCompression saves a fiftieth for seven times as long.
	level = zstd.SpeedFastest
	// decoderSlack is how many bytes more than it returns the decoder wants room for, or makes some.
	decoderSlack = 16
	// largestSpare is how many bytes a buffer has at most that is used again: nearly all articles fit.
	largestSpare = 4 * block
)

var (
	// ErrText means that bytes are not a compressed text of that size.
	ErrText = errors.New("a compressed text cannot be read")
	// ErrDictionary means that bytes are no dictionary.
	ErrDictionary = errors.New("a dictionary cannot be read")
)

// Train makes a dictionary of texts that are like those to come, in about a second for a
// megabyte. It fails when they have too little in common. What it takes of them stands in it
// byte by byte.
func Train(texts [][]byte) (dictionary []byte, err error) {
	defer func() { // its builder is made for larger collections
		if r := recover(); r != nil {
			err = fmt.Errorf("train a dictionary: %v", r)
		}
	}()
	dictionary, err = dict.BuildZstdDict(texts, dict.Options{MaxDictSize: dictionarySize, HashBytes: 6, ZstdDictID: dictionaryID, ZstdLevel: zstd.SpeedDefault})
	if err != nil {
		return nil, fmt.Errorf("train a dictionary: %w", err)
	}
	return dictionary, nil
}

// Codec compresses and decompresses over one dictionary. It may be used by any number of
// goroutines at the same time.
type Codec struct {
	encoder func() (*zstd.Encoder, error) // made with the first text, since who reads needs none
	decoder *zstd.Decoder
}

// New returns the Codec over a dictionary that Train made. ErrDictionary is for anything else.
func New(dictionary []byte) (*Codec, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderDicts(dictionary), zstd.WithDecoderMaxMemory(block), zstd.WithDecoderMaxWindow(block))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDictionary, err)
	}
	return &Codec{decoder: decoder, encoder: sync.OnceValues(func() (*zstd.Encoder, error) {
		return zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithEncoderDict(dictionary), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(2*dictionarySize), // the dictionary is in reach
			zstd.WithSingleSegment(true), zstd.WithEncoderCRC(false)) // a seal says more than its sum would
	})}, nil
}

// Encode compresses a text: for each block the length of its frame, as an unsigned varint, and
// the frame. It returns nil where the text stays as it is: when it does not get smaller, is
// longer than MaxSize, or does not come back byte by byte.
func (c *Codec) Encode(text string) []byte {
	encoder, err := c.encoder()
	if err != nil || len(text) > MaxSize {
		return nil
	}
	b := spare.Get().(*buffers)
	defer b.release()
	b.data = b.data[:0]
	for start := 0; start < len(text); start += block {
		b.plain = append(b.plain[:0], text[start:min(start+block, len(text))]...)
		b.frame = encoder.EncodeAll(b.plain, b.frame[:0])
		b.data = append(binary.AppendUvarint(b.data, uint64(len(b.frame))), b.frame...)
	}
	if len(b.data) >= len(text) {
		return nil
	}
	if err := b.decode(c.decoder, b.data, len(text), 0, len(text)); err != nil || string(b.back) != text {
		return nil
	}
	return bytes.Clone(b.data)
}

// buffers are what is worked in, to use again.
type buffers struct{ plain, frame, data, back []byte }

var spare = sync.Pool{New: func() any { return new(buffers) }}

// release keeps buffers for the next text, unless one was longer than nearly all are.
func (b *buffers) release() {
	if cap(b.data) <= largestSpare && cap(b.back) <= largestSpare {
		spare.Put(b)
	}
}

// Decode returns the bytes from start to end of a text of size bytes that Encode compressed, or
// to its end where that comes before. ErrText is for what is no such text.
func (c *Codec) Decode(data []byte, size, start, end int) (string, error) {
	if size < 0 || size > MaxSize || start < 0 || end < start {
		return "", fmt.Errorf("bytes %d to %d of %d: %w", start, end, size, ErrText)
	}
	start, end = min(start, size), min(end, size)
	b := spare.Get().(*buffers)
	defer b.release()
	if err := b.decode(c.decoder, data, size, start, end); err != nil {
		return "", err
	}
	if start == end {
		return "", nil
	}
	first := start / block * block
	return string(b.back[start-first : end-first]), nil
}

// decode decompresses the blocks of a text that hold the bytes from start to end into back.
func (b *buffers) decode(decoder *zstd.Decoder, data []byte, size, start, end int) error {
	b.back = b.back[:0]
	for at := 0; at < size; at += block {
		n, read := binary.Uvarint(data)
		if read <= 0 || n > uint64(len(data)-read) {
			return ErrText
		}
		frame := data[read : read+int(n)]
		data = data[read+int(n):]
		if at+block <= start || at >= end {
			continue
		}
		length := min(block, size-at)
		b.back = slices.Grow(b.back, length+decoderSlack)
		decoded, err := decoder.DecodeAll(frame, b.back[len(b.back):]) // whose limit counts what stands before
		if err != nil {
			return fmt.Errorf("%w: %w", ErrText, err)
		}
		if len(decoded) != length {
			return ErrText
		}
		b.back = append(b.back, decoded...) // in place, as a rule
	}
	if len(data) > 0 {
		return ErrText
	}
	return nil
}
