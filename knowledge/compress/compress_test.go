package compress

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

var words = strings.Fields("the government said on Monday that it would raise taxes next year while opposition parties called for a vote in parliament after talks with unions failed and prices rose again")

// prose is a text of about n bytes, of a few words.
func prose(random *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "%s %d ", words[random.IntN(len(words))], random.IntN(10))
	}
	return b.String()
}

func trained(t testing.TB) *Codec {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var texts [][]byte
	for range 200 {
		texts = append(texts, []byte(prose(random, 2000)))
	}
	dictionary, err := Train(texts)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(dictionary)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSlices(t *testing.T) {
	c := trained(t)
	random := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{100, 1200, block - 10, block, 3*block + 77} {
		text := prose(random, n)
		data := c.Encode(text)
		if len(data) == 0 || len(data) > len(text)*3/4 {
			t.Fatalf("%d bytes take %d", len(text), len(data))
		}
		for range 200 {
			start := random.IntN(len(text) + 1)
			end := start + random.IntN(len(text)+block-start)
			slice, err := c.Decode(data, len(text), start, end)
			if want := text[start:min(end, len(text))]; err != nil || slice != want {
				t.Fatalf("bytes %d to %d of %d: %d bytes (%v)", start, end, len(text), len(slice), err)
			}
		}
		for _, size := range []int{0, len(text) - 1, len(text) + 1, len(text) + block, MaxSize + 1, -1} {
			if _, err := c.Decode(data, size, 0, len(text)); !errors.Is(err, ErrText) {
				t.Errorf("as %d bytes: %v", size, err)
			}
		}
	}
}

// TestStaysPlain wants nothing of what does not get smaller.
func TestStaysPlain(t *testing.T) {
	c := trained(t)
	random := rand.New(rand.NewPCG(5, 6))
	noise := make([]byte, 1000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for _, text := range []string{"", "Rain.", string(noise), strings.Repeat("x", MaxSize+1)} {
		if data := c.Encode(text); data != nil {
			t.Errorf("%d bytes take %d", len(text), len(data))
		}
	}
}

// TestLimits wants no frame to grow beyond a block, whatever it says.
func TestLimits(t *testing.T) {
	c := trained(t)
	e, err := c.encoder()
	if err != nil {
		t.Fatal(err)
	}
	bomb := e.EncodeAll(bytes.Repeat([]byte("x"), 100*block), nil)
	data := append([]byte{byte(len(bomb))&0x7f | 0x80, byte(len(bomb) >> 7)}, bomb...)
	if text, err := c.Decode(data, block, 0, block); !errors.Is(err, ErrText) {
		t.Errorf("%d bytes came out of %d (%v)", len(text), len(bomb), err)
	}
}

func TestTrainFails(t *testing.T) {
	for _, texts := range [][][]byte{nil, {nil}, {[]byte("x")}, {[]byte("one"), []byte("two")}} {
		if dictionary, err := Train(texts); err == nil {
			t.Errorf("%d bytes were made of %q", len(dictionary), texts)
		}
	}
	for _, dictionary := range []string{"", "no dictionary"} {
		if _, err := New([]byte(dictionary)); !errors.Is(err, ErrDictionary) {
			t.Errorf("New of %q: %v", dictionary, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	c := trained(f)
	text := prose(rand.New(rand.NewPCG(7, 8)), block+100)
	f.Add(c.Encode(text), len(text))
	f.Fuzz(func(t *testing.T, data []byte, size int) {
		text, err := c.Decode(data, size, 0, size)
		if err == nil && len(text) != size {
			t.Errorf("%d bytes for %d", len(text), size)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	c := trained(b)
	text := prose(rand.New(rand.NewPCG(7, 8)), 6600)
	data := c.Encode(text)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Decode(data, len(text), 1024, 2048); err != nil {
			b.Fatal(err)
		}
	}
}
