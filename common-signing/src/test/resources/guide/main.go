// Calls the guide's program with each line of arguments.json: text, fields, or {"bytes": text}.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
)

func main() {
	file, _ := os.ReadFile("arguments.json")
	var calls [][]any
	if err := json.Unmarshal(file, &calls); err != nil {
		panic(err)
	}
	for _, call := range calls {
		var arguments []reflect.Value
		for _, argument := range call {
			arguments = append(arguments, reflect.ValueOf(value(argument)))
		}
		fmt.Println(reflect.ValueOf(Matches).Call(arguments)[0])
	}
}

func value(argument any) any {
	object, isObject := argument.(map[string]any)
	if !isObject {
		return argument
	}
	if bytes, found := object["bytes"]; found {
		return []byte(bytes.(string))
	}
	fields := map[string]string{}
	for name, field := range object {
		fields[name] = field.(string)
	}
	return fields
}
