# Words for staff groups: short, the number first, then what to do. Commands are typed in Chinese.

card-ticket =
    { $severity ->
        [major] [MAJOR]{" "}
        [complex] [COMPLEX]{" "}
       *[simple] {""}
    }{ $kind ->
        [praise] Praise
        [suggestion] Suggestion
       *[complaint] Complaint
    } { $ticket } · { $class ->
        [medical] medical quality
        [service] attitude
        [process] process
        [charges] charges
        [environment] environment
       *[other] other
    }
card-department = Department: { $department } About: { $person } When: { $when }
card-from = From: { $name } { $phone }
card-story = Story: { $story }
card-attachments = Attachments: { $count }
card-hint = Commands: 受理 { $ticket } (accept) / 回复 { $ticket } text (reply) / 转 { $ticket } department (transfer) / 办结 { $ticket } result (close)
card-reopened = { $ticket } The patient is not satisfied; open again. Will the next level please handle it.
card-reopened-why = { $ticket } The patient is not satisfied (“{ $why }”), it is open again: one level up, please.
card-transferred = { $ticket } transferred from { $from }:
card-overdue =
    { $severity ->
        [major] [MAJOR]{" "}
        [complex] [COMPLEX]{" "}
       *[simple] {""}
    }{ $ticket } ({ $department }) { $step ->
        [respond] nobody has responded in time
        [accept] not accepted in time
        [plan] a first plan is due now
        [answer] the patient has no answer in time
        [settle] not settled in time
        [rectify] the rectification is due
       *[reply] the reply to the patient is due
    }. Please act now.
button-accept = Accept
button-take = Take
button-done = Done

staff-accepted = { $ticket } accepted by { $staff }; the patient has been told. Please answer by { $answerBy }.
staff-answered = { $ticket } The reply of { $staff } has been sent to the patient. To close, send “办结 { $ticket } result”.
staff-noted = { $ticket } noted ({ $staff }).
staff-transferred = { $ticket } transferred to { $department } by { $staff }; the patient has been told.
staff-closed = { $ticket } closed by { $staff }; the patient is being asked whether satisfied.
staff-satisfied = { $ticket } The patient is satisfied.
staff-emergency = A patient has just described what may be an emergency and was told to call 120 or come at once.
staff-parked = A patient's message could not be handled automatically ({ $turn }). The patient had an apology; please look out for a call or message.
staff-help =
    Common commands:
    受理 T12 (accept) / 回复 T12 text (reply) / 记录 T12 text (note) / 转 T12 骨科 (transfer) / 办结 T12 result (close)
    接入 R3 (take) / R3 text / 结束 R3 (end)
    完成 #5 result (done) / 名单 (list) / 名单 今天 (today's list) / 已到 booking number (attended) / 未到 booking number (missed)
ticket-already-accepted = { $ticket } has been accepted already.
ticket-not-accepted = { $ticket } is not accepted yet. Please send “受理 { $ticket }” first.
ticket-not-answered = { $ticket } The patient has no answer yet. Please send “办结 { $ticket } result”; the result goes to the patient.
ticket-not-closed = { $ticket } is not closed yet.
ticket-closed-already = { $ticket } is closed already.
ticket-not-owner = { $ticket } is closed by whoever accepted it, the head of department or the customer office.
answer-needs-approval = { $ticket } is a major matter; the reply needs the leadership's consent first and has been passed on to them.
approval-wanted = { $ticket } { $staff } would like to reply: { $text } (to agree, the leadership sends “回复 { $ticket } text”)
no-such-ticket = There is no { $ticket } in this group.
no-such-department = There is no department “{ $department }”. Please write its full or usual name.
no-such-task = There is no task { $task } in this group.
no-such-visit = There is no open visit with booking number { $number }.
no-such-relay = There is no conversation { $relay } in this group.
command-not-staff = Sorry, I do not know yet who you are. Please send “我是 one-time code” (ask the administrator for one).
command-wrong-role = Sorry, this needs another role; please ask your head of department.
command-wrong-group = Sorry, this is not done in this group.
command-needs-text = Please add the text, for example “回复 { $ticket } 您好，……”.
command-incomplete = “{ $verb }” needs a number after it, for example “{ $verb } { $sample }”. Send “帮助” for all commands.
group-not-bound = This group is not bound yet. Ask the administrator for a code and send “绑定 code” here.
group-bound = Bound: this group is “{ $group }”.
staff-bound = Hello { $staff }, now I know who you are.
code-wrong = This code is wrong or used up. Please ask the administrator for a new one.

card-relay = A patient asks for a person, { $relay }: { $topic }
card-relay-hint = Press the button or send “接入 { $relay }” to take it, “{ $relay } text” to speak, “结束 { $relay }” to end.
relay-patient-said = { $relay } patient: { $text }
relay-patient-left = { $relay } The patient has left; the conversation is over.
relay-waits = { $relay } Nobody has taken it yet; the patient is waiting.
relay-taken = { $relay } taken by { $staff }.
relay-already-taken = { $relay } has been taken already.
relay-closed = { $relay } ended by { $staff }.
relay-is-over = { $relay } is over.
relay-needs-text = Please write what to say to the patient, for example “{ $relay } 您好”.

task-phone-head = Task { $task }: please phone the head of { $department } about { $ticket }.
task-excuse-today = Task { $task }: the patient cannot come today ({ $text }). Please decide whether to move or excuse the visit. When done, send “完成 { $task } result”; the result goes to the patient.
task-enquiry = Task { $task }: the patient left a message: “{ $text }”. To answer, send “完成 { $task } text”; the text goes to the patient.
task-relay-missed = Task { $task }: nobody took { $text }, and the patient still waits; what they said is above. To answer, send “完成 { $task } words”, which go to the patient.
task-undeliverable = Task { $task }: a message did not reach the patient ({ $text }). Please phone them.
task-finished = Task { $task } done by { $staff }.
task-was-done = Task { $task } was done already.
triage-list = Visits on { $day }, { $count } in all:
triage-list-empty = No visits are booked for { $day }.
visit-attended = { $number } attended ({ $staff }).
visit-missed = { $number } missed, counted as one missed visit ({ $staff }).
