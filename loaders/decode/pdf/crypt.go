package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"fmt"
	"math/big"
)

// method is how strings or streams are encrypted.
type method int

const (
	plain method = iota
	rc4Method
	aesMethod  // AES-128 with a key for each object
	aes3Method // AES-256 with the file's key
)

// crypt is the standard security handler (ISO 32000-2, 7.6) opened with the empty password, which is what a viewer
// does: letters are often locked against editing only.
type crypt struct {
	key              []byte
	streams, strings method
}

var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// unlock opens the file with the empty password; the error wraps [ErrEncrypted].
func (f *file) unlock(v any) error {
	d := f.dictOf(v)
	version, _ := f.intOf(d["V"])
	revision, _ := f.intOf(d["R"])
	if f.nameOf(d["Filter"]) != "Standard" || version < 1 || version > 5 || revision > 6 {
		return fmt.Errorf("%w, in a way that is not known (%s, version %d)", ErrEncrypted, f.nameOf(d["Filter"]), version)
	}
	bits, ok := f.intOf(d["Length"])
	if !ok || version == 1 || bits < 40 || bits > 128 {
		bits = 40
	}
	c := &crypt{streams: rc4Method, strings: rc4Method}
	if version >= 4 {
		bits = 128
		filters := f.dictOf(d["CF"])
		kind := func(v any) method {
			switch f.nameOf(f.dictOf(filters[f.nameOf(v)])["CFM"]) {
			case "V2":
				return rc4Method
			case "AESV2":
				return aesMethod
			case "AESV3":
				return aes3Method
			}
			return plain
		}
		c.streams, c.strings = kind(d["StmF"]), kind(d["StrF"])
	}
	if version == 5 {
		c.key = f.keyOfR5(d, revision)
	} else {
		c.key = f.keyOfR4(d, revision, bits/8)
	}
	if c.key == nil {
		return fmt.Errorf("%w: the empty one does not open it", ErrEncrypted)
	}
	// What was read before the key was known is read anew.
	f.cache, f.packed, f.crypt = map[int]any{}, map[int]map[int]any{}, c
	if f.rebuilt {
		f.rebuilt = false
		f.rebuild()
	}
	return nil
}

// keyOfR4 is algorithm 2 with the check of algorithms 4 and 5; nil when the empty password is wrong.
func (f *file) keyOfR4(d dict, revision, size int) []byte {
	owner, _ := f.resolve(d["O"]).(text)
	user, _ := f.resolve(d["U"]).(text)
	perms, _ := f.intOf(d["P"])
	ids := f.arrayOf(f.trailer["ID"])
	id := text("")
	if len(ids) > 0 {
		id, _ = f.resolve(ids[0]).(text)
	}
	h := md5.New()
	h.Write(padding)
	h.Write([]byte(owner)[:min(len(owner), 32)])
	_ = binary.Write(h, binary.LittleEndian, uint32(perms))
	h.Write([]byte(id))
	if meta, isBool := f.resolve(d["EncryptMetadata"]).(bool); isBool && !meta && revision >= 4 {
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	key := h.Sum(nil)
	if revision < 3 {
		size = 5
	} else {
		for range 50 {
			sum := md5.Sum(key[:size])
			key = sum[:]
		}
	}
	key = key[:size]
	check := bytes.Clone(padding)
	if revision >= 3 {
		sum := md5.Sum(append(bytes.Clone(padding), id...))
		check = sum[:]
		for i := range 20 {
			k := bytes.Clone(key)
			for j := range k {
				k[j] ^= byte(i)
			}
			check = rc4Bytes(k, check)
		}
	} else {
		check = rc4Bytes(key, check)
	}
	if len(user) < len(check) || !bytes.Equal(check, []byte(user)[:len(check)]) {
		return nil
	}
	return key
}

// keyOfR5 is algorithm 2.A for the empty user password.
func (f *file) keyOfR5(d dict, revision int) []byte {
	user, _ := f.resolve(d["U"]).(text)
	packed, _ := f.resolve(d["UE"]).(text)
	if len(user) < 48 || len(packed) < 32 {
		return nil
	}
	u := []byte(user)
	if !bytes.Equal(hashR6(u[32:40], revision), u[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hashR6(u[40:48], revision))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(key, []byte(packed)[:32])
	return key
}

// hashR6 is algorithm 2.B for the empty password; revision 5 is its first step alone.
func hashR6(salt []byte, revision int) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	if revision < 6 {
		return k
	}
	for i := 0; ; i++ {
		k1 := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		e := make([]byte, len(k1))
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, k1)
		switch new(big.Int).Mod(new(big.Int).SetBytes(e[:16]), big.NewInt(3)).Int64() {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 {
			return k[:32]
		}
	}
}

func rc4Bytes(key, b []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(b))
	c.XORKeyStream(out, b)
	return out
}

// object decrypts the strings inside an object.
func (c *crypt) object(v any, id ref) any {
	switch x := v.(type) {
	case text:
		return text(c.bytes([]byte(x), id, c.strings))
	case array:
		for i := range x {
			x[i] = c.object(x[i], id)
		}
	case dict:
		for k, e := range x {
			x[k] = c.object(e, id)
		}
	}
	return v
}

// bytes decrypts a string or a stream of the object id.
func (c *crypt) bytes(b []byte, id ref, m method) []byte {
	key := c.key
	if m == rc4Method || m == aesMethod {
		salted := append(bytes.Clone(key), byte(id.num), byte(id.num>>8), byte(id.num>>16), byte(id.gen), byte(id.gen>>8))
		if m == aesMethod {
			salted = append(salted, "sAlT"...)
		}
		sum := md5.Sum(salted)
		key = sum[:min(16, len(c.key)+5)]
	}
	switch m {
	case rc4Method:
		return rc4Bytes(key, b)
	case aesMethod, aes3Method:
		n := len(b) / 16 * 16
		block, err := aes.NewCipher(key)
		if err != nil || n < 32 {
			return nil
		}
		out := make([]byte, n-16)
		cipher.NewCBCDecrypter(block, b[:16]).CryptBlocks(out, b[16:n])
		if pad := int(out[len(out)-1]); pad >= 1 && pad <= 16 {
			out = out[:len(out)-pad]
		}
		return out
	}
	return b
}
