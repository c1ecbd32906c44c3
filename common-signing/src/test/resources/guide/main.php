<?php
// Calls the guide's program with each line of arguments.json: text, fields, or {"bytes": text}.
require 'callback.php';

foreach (json_decode(file_get_contents('arguments.json'), true) as $each) {
    $arguments = array_map(fn ($argument) => $argument['bytes'] ?? $argument, $each);
    echo json_encode(matches(...$arguments)), "\n";
}
