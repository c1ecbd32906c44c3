// {{what}} Needs Go 1.16 or newer.
// SECRET_KEY=… go run request.go
package main

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	path := "{{path}}"
	contentType := "application/json"
	body := "{}"

	date := time.Now().UTC().Format(http.TimeFormat)
	digest := sha1.Sum([]byte(body))
	contentSha1 := hex.EncodeToString(digest[:])
	toSign := strings.Join([]string{"POST", contentSha1, contentType, date, path}, "\n")
	mac := hmac.New(sha1.New, []byte(os.Getenv("SECRET_KEY")))
	mac.Write([]byte(toSign))
	sign := base64.StdEncoding.EncodeToString(mac.Sum(nil))

	request, err := http.NewRequest("POST", "{{origin}}"+path, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("App-Id", "{{app_id}}")
	request.Header.Set("Auth", "{{access_key}}:"+sign)
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("Content-Sha1", contentSha1)
	request.Header.Set("Date", date)
	client := http.Client{Timeout: 10 * time.Second}
	answer, err := client.Do(request)
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
