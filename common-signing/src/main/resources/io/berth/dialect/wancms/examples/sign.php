<?php
// {{what}} Needs PHP 7.4 or newer.
// PAY_KEY=… php sign.php
$order = [
    'open_id' => '59991c0e35855a48bb1157295dd63ce4',
    'bill_no' => 'bill-1',
    'goods_name' => '10 gems',
    'total_fee' => '10',
    'ext' => '',
];

// Sorted by name, the key sorted in as secret_key; values raw, an empty ext too.
$signed = $order + ['secret_key' => getenv('PAY_KEY')];
ksort($signed, SORT_STRING);
$pairs = [];
foreach ($signed as $name => $value) {
    $pairs[] = "$name=$value";
}
$sign = md5(implode('&', $pairs));

echo json_encode(['app_id' => '{{app_id}}'] + $order + ['sign' => $sign]), "\n";
