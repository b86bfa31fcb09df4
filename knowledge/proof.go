package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Proof is a quote with all that somebody needs who has no store, to check that it stands
// in the article of that seal. In JSON, bytes are written in base64: a block may end
// within a character.
type Proof struct {
	Quote string `json:"quote"`
	Range
	printed
	Size   int    `json:"size"`   // bytes of the whole text
	From   int    `json:"from"`   // where Text begins in it
	Text   []byte `json:"text"`   // the blocks that the quote touches
	Blocks []byte `json:"blocks"` // as in Seal
	Seal   string `json:"seal"`   // Root in hexadecimal
}

// Proof returns the proof of a slice. Errors are those of Slice; ErrSeal also for what is
// not sealed yet.
func (x *Excerpt) Proof(r Range) (Proof, error) {
	text, err := x.Slice(r)
	if err == nil && x.Seal.Empty() {
		err = fmt.Errorf("not sealed yet: %w", ErrSeal)
	}
	if err != nil {
		return Proof{}, err
	}
	return Proof{Quote: text, Range: r, printed: printedOf(&x.Article), Size: x.Size, From: x.Start, Text: []byte(x.Text),
		Blocks: x.Seal.Blocks, Seal: x.Seal.String()}, nil
}

// Verify returns ErrSeal unless the quote is the slice of the text that its seal says.
func (p Proof) Verify() error {
	root, err := hex.DecodeString(p.Seal)
	if err != nil || len(root) != sha256.Size {
		return fmt.Errorf("the seal is not %d bytes in hexadecimal: %w", sha256.Size, ErrSeal)
	}
	seal := Seal{Root: [sha256.Size]byte(root), Blocks: p.Blocks}
	inside := p.From <= p.Start && p.Start <= p.End && p.End <= p.From+len(p.Text)
	if !seal.holds(p.printed, p.Size, p.From, string(p.Text)) || !inside || string(p.Text[p.Start-p.From:p.End-p.From]) != p.Quote {
		return ErrSeal
	}
	return nil
}
