package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// script has wrk ask the lines of a file in turn and print what it measured: requests, microseconds, p50 and p99 in
// microseconds, and failed requests.
const script = `
local requests, at = {}, 0
function init(args)
  for line in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, {["Content-Type"] = "application/json"}, line)
  end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
function done(summary, latency)
  local e = summary.errors
  print("RESULT " .. table.concat({summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout}, " "))
end
`

// figures are what wrk measured.
type figures struct {
	rate     float64 // requests/s
	p50, p99 time.Duration
}

// bodies writes the requests of a question, one a line.
func bodies(q question) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	for _, v := range q.variables {
		if err := enc.Encode(map[string]any{"query": q.query, "variables": v}); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// wrk asks an address for a while over so many connections, from one thread.
func wrk(ctx context.Context, url string, asked []byte, d time.Duration, connections int) (figures, error) {
	dir, err := os.MkdirTemp("", "peers")
	if err != nil {
		return figures{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	lua, lines := filepath.Join(dir, "ask.lua"), filepath.Join(dir, "bodies")
	if err := os.WriteFile(lua, []byte(script), 0o600); err != nil {
		return figures{}, err
	}
	if err := os.WriteFile(lines, asked, 0o600); err != nil {
		return figures{}, err
	}
	out, err := exec.CommandContext(ctx, "wrk", "-t1", fmt.Sprintf("-c%d", connections), "-d"+d.String(), "-s", lua, url, lines).CombinedOutput()
	if err != nil {
		return figures{}, fmt.Errorf("wrk: %w: %s", err, out)
	}
	_, rest, _ := strings.Cut(string(out), "RESULT ")
	var requests, micros, p50, p99, failed float64
	if _, err := fmt.Sscan(rest, &requests, &micros, &p50, &p99, &failed); err != nil {
		return figures{}, fmt.Errorf("wrk said: %s", out)
	}
	if failed > 0 {
		return figures{}, fmt.Errorf("%v of %v requests to %s failed", failed, requests, url)
	}
	micro := func(n float64) time.Duration { return time.Duration(n * float64(time.Microsecond)) }
	return figures{requests / micros * 1e6, micro(p50), micro(p99)}, nil
}
