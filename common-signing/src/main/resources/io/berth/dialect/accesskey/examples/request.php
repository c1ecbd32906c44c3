<?php
// {{what}} Needs PHP 7.4 or newer.
// SECRET_KEY=… php request.php
$path = '{{path}}';
$type = 'application/json';
$body = '{}';

$date = gmdate('D, d M Y H:i:s') . ' GMT';
$sha1 = sha1($body);
$toSign = implode("\n", ['POST', $sha1, $type, $date, $path]);
$sign = base64_encode(hash_hmac('sha1', $toSign, getenv('SECRET_KEY'), true));

echo file_get_contents('{{origin}}' . $path, false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => [
        'App-Id: {{app_id}}',
        "Auth: {{access_key}}:$sign",
        "Content-Type: $type",
        "Content-Sha1: $sha1",
        "Date: $date",
    ],
    'content' => $body,
    'timeout' => 10,
]])), "\n";
