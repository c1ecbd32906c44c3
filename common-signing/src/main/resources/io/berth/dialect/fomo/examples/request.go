// {{what}} Needs Go 1.16 or newer.
// CLIENT_SECRET=… go run request.go
package main

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"
)

func main() {
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	digest := sha1.Sum([]byte(os.Getenv("CLIENT_SECRET") + timestamp))

	client := http.Client{Timeout: 10 * time.Second}
	answer, err := client.PostForm("{{origin}}/fomo/oauth2/authorize/pay_user", url.Values{
		"client_id": {"{{app_id}}"},
		"timestamp": {timestamp},
		"sign":      {hex.EncodeToString(digest[:])},
	})
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
