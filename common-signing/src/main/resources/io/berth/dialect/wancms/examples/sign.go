// {{what}} Needs Go 1.16 or newer.
// PAY_KEY=… go run sign.go
package main

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"log"
	"os"
	"sort"
	"strings"
)

func main() {
	params := map[string]string{
		"open_id":    "59991c0e35855a48bb1157295dd63ce4",
		"bill_no":    "bill-1",
		"goods_name": "10 gems",
		"total_fee":  "10",
		"ext":        "",
		"secret_key": os.Getenv("PAY_KEY"),
	}

	// Sorted by name, the key sorted in as secret_key; values raw, an empty ext too.
	pairs := make([]string, 0, len(params))
	for name, value := range params {
		pairs = append(pairs, name+"="+value)
	}
	sort.Slice(pairs, func(i, j int) bool {
		return strings.SplitN(pairs[i], "=", 2)[0] < strings.SplitN(pairs[j], "=", 2)[0]
	})
	digest := md5.Sum([]byte(strings.Join(pairs, "&")))

	delete(params, "secret_key")
	params["app_id"] = "{{app_id}}"
	params["sign"] = hex.EncodeToString(digest[:])
	if err := json.NewEncoder(os.Stdout).Encode(params); err != nil {
		log.Fatal(err)
	}
}
