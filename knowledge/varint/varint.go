// Package varint reads the variable-length integers of encoding/binary from bytes that
// may be damaged.
package varint

import (
	"encoding/binary"
	"errors"
)

// Error means that bytes do not read as what they should be.
var Error = errors.New("the bytes can't be decoded")

// Decoder reads from B what is left of it. After a failure it returns zeros, nothing is
// left, and Err is Error.
type Decoder struct {
	B   []byte
	Err error
}

// Uvarint reads what binary.AppendUvarint wrote.
func (d *Decoder) Uvarint() uint64 {
	if len(d.B) > 0 && d.B[0] < 0x80 { // most are small
		v := d.B[0]
		d.B = d.B[1:]
		return uint64(v)
	}
	return d.long()
}

func (d *Decoder) long() uint64 {
	v, n := binary.Uvarint(d.B)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.B = d.B[n:]
	return v
}

// Varint reads what binary.AppendVarint wrote.
func (d *Decoder) Varint() int64 {
	v, n := binary.Varint(d.B)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.B = d.B[n:]
	return v
}

// Bytes reads n bytes. They are a part of B.
func (d *Decoder) Bytes(n uint64) []byte {
	if n > uint64(len(d.B)) {
		d.fail()
		return nil
	}
	b := d.B[:n]
	d.B = d.B[n:]
	return b
}

func (d *Decoder) fail() { d.B, d.Err = nil, Error }
