// Command main judges a county log with Go's own transparency log packages, golang.org/x/mod/sumdb/note and tlog, which
// share no code with Turnout. It reads a job from standard input, the log's tiles over HTTP, and exits with 1 and one
// line on standard error when anything does not verify.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

type job struct {
	URL      string   // the endpoint, without a slash at the end
	Vkey     string   // the county's verifier key
	OldNotes []string // earlier signed checkpoints
	Indexes  []int64  // entries to look up
	// Proofs that Turnout made: the audit path of each index, and the consistency proof from each of OldNotes.
	Inclusion   [][]tlog.Hash
	Consistency [][]tlog.Hash
	// By path: the headers with which a reader of entries shows who it is. None where everybody may read.
	Headers map[string]map[string]string
}

func main() {
	var j job
	if err := json.NewDecoder(os.Stdin).Decode(&j); err != nil {
		fail("job", err)
	}
	if err := judge(j); err != nil {
		fail("refused", err)
	}
	fmt.Println("accepted")
}

func fail(what string, err error) {
	fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
	os.Exit(1)
}

func get(url string, headers map[string]string) ([]byte, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", url, res.Status)
	}
	return body, err
}

func openCheckpoint(text []byte, vkey string) (tlog.Tree, error) {
	var tree tlog.Tree
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tree, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tree, errors.New("not a checkpoint of this log")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// tiles reads hash tiles from the endpoint; Go names a tile "tile/8/<L>/<N>", C2SP leaves the height out.
type tiles struct{ url string }

func (t tiles) Height() int                     { return tileHeight }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(want []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range want {
		path := strings.TrimPrefix(tile.Path(), "tile/8/")
		data, err := get(t.url+"/log/tile/"+path, nil)
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

// entry reads one log entry from its bundle.
func (j job) entry(index, size int64) ([]byte, error) {
	tile := tlog.Tile{H: tileHeight, L: -1, N: index / 256, W: 256}
	if size-tile.N*256 < 256 {
		tile.W = int(size - tile.N*256)
	}
	path := "/log/tile/entries/" + strings.Replace(tile.Path(), "tile/8/data/", "", 1)
	bundle, err := get(j.URL+path, j.Headers[path])
	if err != nil {
		return nil, err
	}
	read := bytes.NewReader(bundle)
	for skip := index % 256; ; skip-- {
		var length uint16
		if err := binary.Read(read, binary.BigEndian, &length); err != nil {
			return nil, err
		}
		data := make([]byte, length)
		if _, err := io.ReadFull(read, data); err != nil {
			return nil, err
		}
		if skip == 0 {
			return data, nil
		}
	}
}

func judge(j job) error {
	text, err := get(j.URL+"/log/checkpoint", nil)
	if err != nil {
		return err
	}
	now, err := openCheckpoint(text, j.Vkey)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	// The reader checks every tile against the signed root.
	hashes := tlog.TileHashReader(now, tiles{j.URL})

	for i, index := range j.Indexes {
		data, err := j.entry(index, now.N)
		if err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		leaf := tlog.RecordHash(data)
		own, err := tlog.ProveRecord(now.N, index, hashes)
		if err != nil {
			return fmt.Errorf("tiles for entry %d: %w", index, err)
		}
		if err := tlog.CheckRecord(own, now.N, now.Hash, index, leaf); err != nil {
			return fmt.Errorf("entry %d by tiles: %w", index, err)
		}
		if err := tlog.CheckRecord(j.Inclusion[i], now.N, now.Hash, index, leaf); err != nil {
			return fmt.Errorf("inclusion proof %d: %w", index, err)
		}
	}

	for i, text := range j.OldNotes {
		old, err := openCheckpoint([]byte(text), j.Vkey)
		if err != nil {
			return fmt.Errorf("old checkpoint: %w", err)
		}
		own, err := tlog.ProveTree(now.N, old.N, hashes)
		if err != nil {
			return fmt.Errorf("tiles for the old checkpoint: %w", err)
		}
		if err := tlog.CheckTree(own, now.N, now.Hash, old.N, old.Hash); err != nil {
			return fmt.Errorf("consistency by tiles: %w", err)
		}
		if err := tlog.CheckTree(j.Consistency[i], now.N, now.Hash, old.N, old.Hash); err != nil {
			return fmt.Errorf("consistency proof: %w", err)
		}
	}
	return nil
}
