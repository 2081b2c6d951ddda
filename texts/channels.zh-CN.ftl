# 渠道（Telegram、微信……）出了事，告诉客服中心。

channel-down = { $channel } 已经连不上 { $minutes } 分钟了，患者在那边收不到消息。没发出的都留着，恢复后按顺序补发。请告诉信息科。
channel-back = { $channel } 恢复了，积压的消息正在补发。
group-chat-lost = “{ $group }”在 { $channel } 上的群把机器人移走了，以后的消息到不了那里。要恢复，请把机器人加回去，再发“绑定 码”。
group-unbound = 本群已经解绑，不再收到“{ $group }”的消息。要恢复请发“绑定 码”。
staff-unbound = { $staff }，这个账号已经解绑。
