# Something is wrong with a channel (Telegram, WeChat …): told to the customer office.

channel-down = { $channel } has been out of reach for { $minutes } minutes; patients there receive nothing. What waits is kept and goes out in order once it is back. Please tell the IT department.
channel-back = { $channel } is back; what was waiting is being sent.
group-chat-lost = The { $channel } chat of “{ $group }” removed the bot and receives nothing more. To undo this, add the bot again and send “绑定 code”.
group-unbound = This chat is no longer bound and receives nothing more for “{ $group }”. To undo this, send “绑定 code”.
staff-unbound = { $staff }, this account is no longer bound.
