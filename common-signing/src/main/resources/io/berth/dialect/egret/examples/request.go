// {{what}} Needs Go 1.16 or newer.
// APP_KEY=… go run request.go
package main

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strconv"
	"time"
)

func main() {
	params := url.Values{
		"appId": {"{{app_id}}"},
		"time":  {strconv.FormatInt(time.Now().Unix(), 10)},
		"token": {"none"},
	}

	// Sorted by name, name=value with nothing between, the key at the end.
	names := make([]string, 0, len(params))
	for name := range params {
		names = append(names, name)
	}
	sort.Strings(names)
	toSign := ""
	for _, name := range names {
		toSign += name + "=" + params.Get(name)
	}
	digest := md5.Sum([]byte(toSign + os.Getenv("APP_KEY")))
	params.Set("sign", hex.EncodeToString(digest[:]))

	client := http.Client{Timeout: 10 * time.Second}
	answer, err := client.PostForm("{{origin}}/v2/user/getInfo", params)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
}
