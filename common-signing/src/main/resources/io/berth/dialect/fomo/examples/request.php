<?php
// {{what}} Needs PHP 7.4 or newer.
// CLIENT_SECRET=… php request.php
$timestamp = (string) time();
$sign = sha1(getenv('CLIENT_SECRET') . $timestamp);

echo file_get_contents('{{origin}}/fomo/oauth2/authorize/pay_user', false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => ['Content-Type: application/x-www-form-urlencoded'],
    'content' => http_build_query(['client_id' => '{{app_id}}', 'timestamp' => $timestamp, 'sign' => $sign]),
    'timeout' => 10,
]])), "\n";
