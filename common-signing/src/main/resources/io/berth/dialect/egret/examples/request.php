<?php
// {{what}} Needs PHP 7.4 or newer.
// APP_KEY=… php request.php
$params = ['appId' => '{{app_id}}', 'time' => (string) time(), 'token' => 'none'];

// Sorted by name, name=value with nothing between, the key at the end.
ksort($params, SORT_STRING);
$toSign = '';
foreach ($params as $name => $value) {
    $toSign .= "$name=$value";
}
$params['sign'] = md5($toSign . getenv('APP_KEY'));

echo file_get_contents('{{origin}}/v2/user/getInfo', false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => ['Content-Type: application/x-www-form-urlencoded'],
    'content' => http_build_query($params),
    'timeout' => 10,
]])), "\n";
