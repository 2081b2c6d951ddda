# 在工作群里说的话：短，先说编号，再说要做什么。

card-ticket =
    { $severity ->
        [major] 【重大】
        [complex] 【复杂】
       *[simple] {""}
    }{ $kind ->
        [praise] 表扬
        [suggestion] 建议
       *[complaint] 投诉
    } { $ticket } · { $class ->
        [medical] 医疗质量
        [service] 服务态度
        [process] 就诊流程
        [charges] 收费
        [environment] 环境设施
       *[other] 其他
    }
card-department = 科室：{ $department } 涉及：{ $person } 时间：{ $when }
card-from = 反映人：{ $name } { $phone }
card-story = 内容：{ $story }
card-attachments = 附件 { $count } 个
card-hint = 命令：受理 { $ticket } / 回复 { $ticket } 内容 / 转 { $ticket } 科室 / 办结 { $ticket } 结果
card-reopened = { $ticket } 患者不满意，重新打开，请上一级处理。
card-reopened-why = { $ticket } 患者不满意（“{ $why }”），重新打开，请上一级处理。
card-transferred = { $from }转来 { $ticket }：
card-overdue =
    { $severity ->
        [major] 【重大】
        [complex] 【复杂】
       *[simple] {""}
    }{ $ticket }（{ $department }）{ $step ->
        [respond] 超过时限还没人响应
        [accept] 超过时限还没受理
        [plan] 该给出初步方案了
        [answer] 超过时限还没答复患者
        [settle] 超过时限还没办结
        [rectify] 整改到期
       *[reply] 答复患者的期限已到
    }，请马上处理。
button-accept = 受理
button-take = 接入
button-done = 完成

staff-accepted = { $ticket } 由{ $staff }受理，已告诉患者。请在 { $answerBy } 前答复。
staff-answered = { $ticket } { $staff }的回复已发给患者。办结请发“办结 { $ticket } 结果”。
staff-noted = { $ticket } 已记录（{ $staff }）。
staff-transferred = { $ticket } 已由{ $staff }转给{ $department }，已告诉患者。
staff-closed = { $ticket } 已由{ $staff }办结，正在请患者评价。
staff-satisfied = { $ticket } 患者表示满意。
staff-emergency = 有患者刚才说的情况可能是急症，已请其马上拨打120或来急诊。
staff-parked = 有一条患者消息没能自动处理（{ $turn }），已向患者致歉，请留意其来电或留言。
staff-help =
    常用命令：
    受理 T12 / 回复 T12 内容 / 记录 T12 内容 / 转 T12 骨科 / 办结 T12 结果
    接入 R3 / R3 内容 / 结束 R3
    完成 #5 结果 / 名单 / 名单 今天 / 已到 预约号 / 未到 预约号
ticket-already-accepted = { $ticket } 已经有人受理了。
ticket-not-accepted = { $ticket } 还没受理，请先发“受理 { $ticket }”。
ticket-not-answered = { $ticket } 还没答复患者。请发“办结 { $ticket } 处理结果”，结果会发给患者。
ticket-not-closed = { $ticket } 还没办结。
ticket-closed-already = { $ticket } 已经办结。
ticket-not-owner = { $ticket } 由受理人、科室负责人或客服中心办结。
answer-needs-approval = { $ticket } 是重大事项，回复要先经院领导同意，已转请院领导审定。
approval-wanted = { $ticket } { $staff }拟回复：{ $text }（同意请由院领导直接“回复 { $ticket } 内容”）
no-such-ticket = 本群没有 { $ticket } 这件事。
no-such-department = 没有“{ $department }”这个科室，请写全称或常用名。
no-such-task = 本群没有任务 { $task }。
no-such-visit = 没有查到待就诊的预约号 { $number }。
no-such-relay = 本群没有 { $relay } 这个对话。
command-not-staff = 抱歉，没认出您是哪位同事。请先发“我是 一次性码”（向管理员要）。
command-wrong-role = 抱歉，这个操作需要相应的岗位，请联系本科室负责人。
command-wrong-group = 抱歉，这个操作不在本群办理。
command-needs-text = 请写上内容，比如“回复 { $ticket } 您好，……”。
command-incomplete = “{ $verb }”后面请写编号，比如“{ $verb } { $sample }”。发“帮助”看全部命令。
group-not-bound = 本群还没绑定。请管理员生成绑定码，在群里发“绑定 码”。
group-bound = 绑定成功，本群是“{ $group }”。
staff-bound = 您好，{ $staff }，已经认识您了。
code-wrong = 这个码不对或已经用过，请向管理员再要一个。

card-relay = 患者找人工 { $relay }：{ $topic }
card-relay-hint = 接入请点按钮或发“接入 { $relay }”，回话发“{ $relay } 内容”，说完发“结束 { $relay }”。
relay-patient-said = { $relay } 患者：{ $text }
relay-patient-left = { $relay } 患者已离开，对话结束。
relay-waits = { $relay } 还没人接，患者在等。
relay-taken = { $relay } 由{ $staff }接待。
relay-already-taken = { $relay } 已经有人接待了。
relay-closed = { $relay } 已由{ $staff }结束。
relay-is-over = { $relay } 已经结束了。
relay-needs-text = 请写上要对患者说的话，比如“{ $relay } 您好”。

task-phone-head = 任务 { $task }：请电话通知{ $department }负责人处理 { $ticket }。
task-excuse-today = 任务 { $task }：患者今天来不了（{ $text }），请决定改期或免记违约。办好发“完成 { $task } 结果”，结果会告诉患者。
task-enquiry = 任务 { $task }：患者留言“{ $text }”。答复发“完成 { $task } 内容”，内容会发给患者。
task-relay-missed = 任务 { $task }：{ $text } 一直没人接，患者还等着回复，他说的话在上面。答复发“完成 { $task } 内容”，内容会发给患者。
task-undeliverable = 任务 { $task }：有消息没能送到患者（{ $text }），请电话联系。
task-finished = 任务 { $task } 已由{ $staff }完成。
task-was-done = 任务 { $task } 已经完成过了。
triage-list = { $day } 预约名单，共 { $count } 人：
triage-list-empty = { $day } 没有预约的患者。
visit-attended = { $number } 已到（{ $staff }）。
visit-missed = { $number } 未到，记一次违约（{ $staff }）。
