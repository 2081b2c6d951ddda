# 对患者说的话：温暖、简短、平实；不下诊断，不责怪人。

## 招呼与帮助
greeting = 您好，这里是{ $hospital }。挂号、改号、退号、投诉建议、问路，都可以直接说，比如“约下周三下午心内科”。
welcome = 不客气，有需要随时找我。
goodbye = 再见，有需要随时来找我们。
acknowledged = 好的。还有什么可以帮您？
help =
    我是{ $hospital }的客服，可以帮您：
    · 预约、改约、取消、查询门诊号
    · 投诉、建议、表扬，查投诉进度
    · 问科室、医生出诊、地址、停车、费用
    · 找工作人员（回复“转人工”）
    正在办的事，可以说“上一步”“重新来”或“算了”。
help-short = 您可以直接说要办的事，比如“挂骨科的号”“我要投诉”，或者回复“转人工”。
nothing-open = 现在没有正在办的事。需要什么，直接告诉我就行。
misunderstood = 抱歉，我没太听明白。
misunderstood-person = 抱歉，我没能听明白，我请工作人员来帮您。
did-you-mean = 我不太确定您的意思，您是想：
list-gone = 这个选项已经过期了。
apology = 抱歉，刚才这句话我没处理好，已经告诉工作人员。您可以再说一遍，急事请打 { $phone }。
tries-person = 要是不方便，回复“转人工”，工作人员来帮您。
noted = 好，记下了。
back-done = 好，回到上一步。
back-nothing = 这已经是第一步了。
restarted = 好，我们重新来。
slow-down = 您发得有点快，我一条一条看，请稍等。
medical-advice = 看病用药的事要听医生的，我不能替医生下判断。要是现在很不舒服，请马上来医院或拨打120；需要的话我帮您挂号，告诉我哪里不舒服就行。

## 图片、语音等
got-sticker = 收到您的表情啦。有什么事请用文字告诉我。
got-voice = 收到您的语音，我现在还听不了，麻烦用文字发给我。
got-video = 收到您的视频，我看不了内容，麻烦用文字说一下。
got-image = 收到您的图片，我看不懂图里的内容，麻烦用文字说一下。要投诉的话，可以说“我要投诉”再发图片。
got-file = 收到您的文件，麻烦用文字说一下是什么事。
got-location = 收到您的位置。要问路的话，告诉我您想去哪个科室。
file-lost = 这个文件没有传过来，麻烦再发一次，或者用文字说一下。
got-nothing = 我没有收到文字，请再发一次。
got-unreadable = 这条消息我看不懂，请用文字再说一遍。

## 接着办
again-book-visit = 我们接着约：
again-change-visit = 我们接着改约：
again-cancel-visit = 我们接着说退号的事：
again-lodge-complaint = 我们接着说您反映的事：
again-give-suggestion = 我们接着说您的建议：
again-give-praise = 我们接着说您的表扬：
again-rate-visit = 我们接着评价：
again-ask-person = 我们接着说找工作人员的事：
again-manage-data = 我们接着说您的资料：
resume-book-visit = 上次给您挂号还没办完，要接着办吗？
resume-change-visit = 上次改约还没办完，要接着办吗？
resume-cancel-visit = 上次退号还没办完，要接着办吗？
resume-lodge-complaint = 上次您反映的事还没说完，要接着说吗？
resume-give-suggestion = 上次您的建议还没说完，要接着说吗？
resume-give-praise = 上次您的表扬还没说完，要接着说吗？
resume-rate-visit = 上次的评价还没填完，要接着填吗？
resume-ask-person = 上次您想找工作人员，现在还需要吗？
resume-manage-data = 上次说到您的资料，要接着办吗？
resumed = 好，我们接着来。
resume-declined = 好的，那先不办了。有需要再找我。
option-resume = 接着办
option-no-resume = 不用了
stopped-book-visit = 好的，先不挂号了。需要时随时找我。
stopped-change-visit = 好的，不改了，原来的预约还在。
stopped-cancel-visit = 好的，不退了，您的预约还在。
stopped-lodge-complaint = 好的，先不投诉了。您随时可以再说。
stopped-give-suggestion = 好的，想起来再告诉我们。
stopped-give-praise = 好的，想起来再告诉我们。
stopped-rate-visit = 好的，不评价也没关系。
stopped-ask-person = 好的，需要时再找工作人员。
stopped-manage-data = 好的，您的资料保持原样。
declined-book-visit = 好的，还没有帮您预约。要改科室、医生或时间直接告诉我；不约了请说“算了”。
declined-change-visit = 好的，没有改。想换别的时间直接告诉我；不改了请说“算了”。
declined-cancel-visit = 好的，没有退，您的预约还在。不退了请说“算了”。
declined-lodge-complaint = 好的，还没有提交。哪里要改直接告诉我；不投诉了请说“算了”。
declined-give-suggestion = 好的，还没有提交。想改直接告诉我；不提了请说“算了”。
declined-give-praise = 好的，还没有提交。想改直接告诉我；不用了请说“算了”。
declined-manage-data = 好的，没有动您的资料。
option-no = 先不
option-yes-book-visit = 确认预约
option-yes-change-visit = 确认改约
option-yes-cancel-visit = 确认退号
option-yes-lodge-complaint = 确认提交
option-yes-give-suggestion = 确认提交
option-yes-give-praise = 确认提交
option-yes-manage-data = 确认

## 科室、医生、时间
ask-department = 您想看哪个科？不知道挂哪个科，告诉我哪里不舒服也行。
ask-department-again = 您想看哪个科？
ask-department-ambiguous = 您说的是哪个科？
ask-department-symptoms = 按您说的情况，可以先看这些科（具体以医生判断为准），您想挂哪个？
ask-department-other = 要挂别的科吗？
department-not-bookable = { $department }不用预约，直接过去就行，在{ $place }。
department-full = { $department }近期能网上约的号都满了。可以打 { $phone } 问问有没有加号，或者告诉我换个科、换位医生。
department-info = { $department }在{ $place }。{ $intro }
department-unknown = 我没查到您说的科室。
department-schedule = { $department }的医生出诊时间：
doctor-schedule = { $doctor }：{ $times }
doctor-schedule-which = 您想问哪位医生或哪个科的出诊时间？
ask-doctor = { $department }可以约这些，您想看哪位？
ask-doctor-again = 您想看哪位医生？
ask-doctor-which = 有几位医生都可能是您说的，是哪位？
doctor-unknown = 我没找到{ $doctor }，也许名字不一样，您再看看是哪位？
doctor-elsewhere = { $doctor }不在{ $department }出诊。可以约这些：
doctor-no-session = { $doctor }近期没有可约的门诊。可以约这些：
option-general = 普通门诊（哪位医生都行）
ask-day = { $clinic }这些时间有号，您哪天方便？
ask-day-again = 您哪天方便？
ask-day-which = 您说的是哪一天？
ask-day-other = 这些时间可以约：
day-impossible = 没有这个日期，您再看一下？
day-none-fits = 您说的时间里{ $clinic }没有可约的号。
day-past = { $day }已经过去了。
day-today = 当天的号请到医院现场挂，或打 { $phone }。
day-closed = { $day }的网上预约已经截止，可以打 { $phone } 或到现场挂号。
day-too-far = 现在最远能约到{ $last }。
day-full = { $clinic }{ $day }约满了。
day-no-session = { $clinic }{ $day }不出诊。
ask-period = { $clinic } { $day }还有：
ask-period-again = 您选哪个时间段？
period-taken = 这个时间段刚刚约满了。
period-none = 这个时间没有号。

## 就诊人
ask-visitor = 这次是给谁看？
ask-visitor-again = 这次是给谁看？
option-someone-else = 给别人挂
ask-consent = 挂号要实名。您填的姓名、身份证号、手机号，{ $hospital }只用来办理就诊，加密保存，您随时可以查看或删除。同意吗？
ask-consent-again = 同意我们保存就诊信息吗？
option-agree = 同意
option-disagree = 不同意
consent-refused = 好的，不填也没关系，您的信息没有保存。可以带身份证到现场挂号，或打 { $phone }。
ask-name = 请告诉我就诊人的姓名。
ask-id = 请发一下就诊人的身份证号（18位）。
ask-id-again = 请发一下身份证号。
id-length = 身份证号应该是18位，您数一数是不是多了或少了？
id-checksum = 这个身份证号好像有一位不对，麻烦再核对一下。
id-date = 身份证号里的出生日期好像不对，麻烦再核对一下。
id-province = 身份证号的前两位好像不对，麻烦再核对一下。
id-characters = 身份证号里有认不出的字，麻烦再发一次。
ask-phone = 请留一个手机号，方便联系您。
phone-wrong = 手机号应该是11位，麻烦再看一下。
ask-verify = 请发就诊人{ $name }身份证号的后四位，核对一下。
ask-verify-again = 请发身份证号的后四位。
verify-wrong = 后四位对不上，麻烦再看一下。
booking-restricted = 因为之前有几次没能按预约来看，网上预约先停到{ $until }。这期间可以到现场挂号，或打 { $phone }，工作人员会帮您。
booking-same-time = 这个时间已经有一个预约了：{ $visit }。想换时间请说“改约”。
booking-same-department-and-day = 同一天同一个科只能约 { $limit } 个号，您已经约过了。
booking-too-many-open-visits = 一位就诊人最多同时有 { $limit } 个预约，看完或退掉一个再约吧。

## 预约
confirm-booking =
    请核对：
    { $clinic }
    { $time }（{ $room }）
    就诊人：{ $name }，身份证 { $idNumber }，手机 { $phone }
    挂号费 { $fee } 元，到院再交
    要现在帮您预约吗？
booked =
    约好了！预约号 { $number }
    { $clinic }，{ $time }，{ $room }
    请带身份证，提前20分钟到。来不了请在前一天{ $cutOff }前告诉我。
refused-place-taken = 刚刚被别人约走了，不好意思。
refused-name-mismatch = 姓名和身份证号对不上，麻烦再核对一下。
refused-booked-that-day = 这位就诊人当天在这个科（或这个时间）已经有预约了。
refused-same-time = 这个时间已经有别的预约了。
refused-already-ended = 这个预约已经不在了，可能刚刚改过或退过。
refused-relay-ended = 和工作人员的对话已经结束了。需要的话再说“转人工”。
refused-ticket-gone = 没有查到您的这件事。
no-visits = 您现在没有预约。要挂号的话，告诉我科室和时间。
visits = 您的预约：
visit-row = · { $visit }，{ $room }，预约号 { $number }
visits-hint = 要改请说“改约”，要退请说“退号”。
ask-appointment = 您说的是哪个预约？
ask-appointment-again = 您说的是哪个预约？
appointment-not-yours = 没有查到您名下的这个预约号。
appointment-not-found = 没有找到您说的预约。
confirm-cancel =
    要退的是：{ $visit }
    确定要取消吗？
confirm-cancel-late =
    要退的是：{ $visit }
    现在已经过了前一天{ $cutOff }，这时退号会记一次违约。确定要取消吗？
confirm-cancel-today =
    今天的号：{ $visit }
    当天的号由工作人员处理，要我告诉他们您来不了吗？
cancelled = 退好了：{ $visit }。号已经留给别人，谢谢您提前告诉我们。
cancel-today-passed-on = 已经告诉导诊台您来不了（{ $visit }），他们会处理，有结果告诉您。
change-today = 今天的号（{ $visit }）网上改不了，请打 { $phone }，工作人员帮您看能不能改。
confirm-change =
    原来：{ $before }
    改到：{ $after }
    确定改吗？
confirm-change-late =
    原来：{ $before }
    改到：{ $after }
    现在已经过了前一天{ $cutOff }，这时改会记一次违约。确定改吗？
moved =
    改好了！新的预约号 { $number }
    { $clinic }，{ $time }，{ $room }
    原来的号已经退了。

## 提醒
reminder-week = 提醒您：{ $visit }，预约号 { $number }，在{ $place }{ $room }。
reminder-day = 明天见：{ $visit }，预约号 { $number }，在{ $place }{ $room }。请带身份证，需要空腹的检查请先别吃早饭。
reminder-choices = 能来请回“能来”，要改请回“改约”，不来请回“退号”。
option-attend = 能来
option-change = 改约
option-cancel = 退号
attend-confirmed = 好的，记下了，到时见！
attend-gone = 这个预约已经改过或退过了，不用再确认。

## 投诉、建议、表扬
opening-complaint = 让您受委屈了，对不起，也谢谢您告诉我们。
opening-suggestion = 谢谢您为我们想办法。
opening-praise = 谢谢您告诉我们！
ask-story-complaint = 请说说是怎么回事，可以发照片。
ask-story-complaint-again = 请说说是怎么回事。
ask-story-suggestion = 您有什么建议？
ask-story-suggestion-again = 您有什么建议？
ask-story-praise = 您想表扬谁，是什么事？
ask-story-praise-again = 您想表扬谁，是什么事？
ask-complaint-department = 是在哪个科室或窗口发生的？不清楚就说“不清楚”。
ask-praise-department = 是哪个科室的同事？不清楚就说“不清楚”。
ask-complaint-when = 大概是什么时候的事？记不清也没关系。
ask-contact = 方便留下称呼和手机号吗？我们好回复您，只有处理的人能看到。也可以匿名。
ask-contact-again = 请留下称呼和手机号，或者选匿名。
ask-contact-phone = 请再留一个手机号，或者选匿名。
option-anonymous = 匿名
confirm-complaint = 我记下的是：{ $story }
confirm-suggestion = 您的建议：{ $story }
confirm-praise = 您要表扬：{ $story }
confirm-complaint-question = 这样提交可以吗？要补充直接说。
confirm-suggestion-question = 这样提交可以吗？
confirm-praise-question = 这样转达可以吗？
summary-department = 科室：{ $department }
summary-when = 时间：{ $when }
summary-contact = 联系方式：{ $name } { $phone }
summary-anonymous = 匿名反映
summary-attachments = 附件 { $count } 个
lodged-complaint = 已经登记，编号 { $ticket }，马上转给负责的科室，处理的每一步都会告诉您。想知道进度就说“查投诉”。
lodged-suggestion = 收到您的建议，编号 { $ticket }。我们会认真研究，{ $days } 天内给您回音，谢谢！
lodged-praise = 谢谢您！编号 { $ticket }，一定把您的心意带到。
ticket-accepted-by = 您反映的事（{ $ticket }）{ $by }已经受理，最晚{ $answerBy }前答复您。
ticket-accepted = 您反映的事（{ $ticket }）{ $by }已经受理，有进展会告诉您。
ticket-answered = 关于您反映的事（{ $ticket }），回复如下：{ $text }
ticket-transferred = 您反映的事（{ $ticket }）已转给{ $department }处理。
ticket-closed = 您反映的事（{ $ticket }）已经处理完。{ $text }
ask-satisfied = 这次处理您满意吗？
option-satisfied = 满意
option-not-satisfied = 不满意
satisfied-thanks = 谢谢您，我们会继续努力。
reopened = 对不起，没让您满意。{ $ticket } 已经重新打开，请上一级来处理。
ticket-progress =
    您反映的事（{ $ticket }）{ $status ->
        [open] 正在等科室受理，我们在催
        [accepted] 科室正在核实处理
        [answered] 已经答复，还在跟进
        [reopened] 正由上一级重新处理
       *[other] 正在处理
    }，有结果马上告诉您。
tickets = 您反映的事：
ticket-row =
    · { $ticket } { $department }（{ $opened }）：{ $status ->
        [open] 等待受理
        [accepted] 处理中
        [answered] 已答复
        [closed] 已办结
       *[reopened] 重新处理中
    }
no-tickets = 没有查到您反映过的事。想反映问题，直接告诉我就行。
ticket-not-yours = 没有查到您名下的这个编号。

## 评价
survey-offer = { $visit }看得还顺利吗？想请您花一分钟评价一下，{ $count } 个小问题。
option-survey = 好的
option-no-survey = 下次吧
survey-declined = 好的，不打扰您了。祝您健康！
survey-question = （{ $number }/{ $count }）{ $ask }
survey-again = { $ask }
survey-choose = 请从下面选一个，选最接近的就行。
survey-why = 对不起让您不满意了。能说说是哪里不好吗？不想说可以回“跳过”。
survey-thanks = 评价收到了，谢谢您！
survey-low = 谢谢您说出来，对不起。已经登记（{ $ticket }），会有人跟进；现在想找人说，回复“转人工”。
survey-already = 这次就诊您已经评价过了，谢谢您！
survey-none = 现在没有要填的评价，谢谢您。
scale-1 = 很不满意
scale-2 = 不满意
scale-3 = 一般
scale-4 = 满意
scale-5 = 很满意

## 找工作人员
option-person = 转人工
relay-opened = 好的，正在请服务台的同事过来，请稍等。您可以先把事情说一下。
relay-accepted = { $by }来了，您直接说就行。说“结束”可以回到自动服务。
relay-said = 【{ $by }】{ $text }
relay-ended = 好的，人工服务结束了。还有事随时找我。
relay-ended-by-staff = 工作人员已经结束这次对话，希望帮到您了。还有事随时找我。
relay-timed-out = 有一会儿没有新消息了，人工服务先到这里。还有事随时说“转人工”。
relay-missed = 不好意思，一直没有同事空出来。您说的事我记下了，同事会尽快回复您。急事请打 { $phone }，别的事可以接着问我。
relay-unanswered = 不好意思，同事们还在忙，请您再等等。您可以继续留言，急事请打 { $phone }。
ask-person-closed = 现在服务台下班了，{ $opens }上班。您把事情告诉我，他们一上班就回复您。
ask-person-topic = 请说一下是什么事。
message-taken = 记下了，{ $opens }上班后同事会回复您。要是很不舒服，请直接来急诊或拨打120。
task-answered = 工作人员回复您：{ $text }

## 导诊
triage = 您说的“{ $reason }”，可以先看{ $department }（在{ $place }），具体以医生判断为准。
triage-book = 要帮您挂哪个科的号？
triage-unsure = 您能再说说哪里不舒服、多久了吗？拿不准的话，可以到一楼导诊台问问。

## 个人资料
ask-data-wish = 关于您的资料，您想：
option-data-see = 看看存了什么
option-data-withdraw = 撤回同意
option-data-erase = 删除资料
ask-data-person = 是谁的资料？
data-why = 国家要求实名看病，这样医生能找对您的病历，也防止号贩子。您的资料加密保存，只用来办理就诊，随时可以查看或删除。
data-none = 我们这里没有您的就诊人资料。
data-held = 我们保存了这些就诊人资料（加密）：
data-row = · { $name }，身份证 { $idNumber }，手机 { $phone }
data-hint = 要删除请说“删除资料”。
data-open-visits = 还有 { $count } 个没看的预约，退号或看完以后才能办。
confirm-withdraw = 撤回以后，再给{ $name }挂号要重新填写。确定吗？
confirm-erase = { $name }的资料会永久删除，找不回来。确定吗？
data-withdrawn = 已经撤回。
data-erased = 已经删除。

## 还没有做成对话的事，如实说，并请人来帮
unanswered-appointment-checkin = 取号请到一楼自助机或导诊台，凭身份证就行。更多的我说不准。
unanswered-appointment-extra = 加号要由科室来定，我帮不上，可以请工作人员问问。
unanswered-referral-request = 转诊的事我还办不了，可以请工作人员帮您。
unanswered-exam-book = 检查预约我还办不了，可以请工作人员帮您。
unanswered-exam-prepare = 这项检查要怎么准备，我说不准，请以医生或检查单上的说明为准，也可以问工作人员。
unanswered-hospital-info = 这个我还不知道，可以请工作人员告诉您。
unanswered-fee-ask = 费用和医保的事我说不准，可以请工作人员帮您查。
unanswered-result-query = 检查结果我这里看不到，可以请工作人员帮您查。
unanswered-service-request = 这件事我自己办不了，可以请服务台的同事帮您。
unanswered-activity-join = 现在没有查到这个活动，可以请工作人员帮您问问。
unanswered-profile-update = 改资料我还办不了，可以请工作人员帮您改。

## 您是不是想……
wish-appointment-book = 挂号
wish-appointment-change = 改约
wish-appointment-cancel = 退号
wish-appointment-query = 查我的预约
wish-appointment-checkin = 取号、排队
wish-appointment-extra = 加号
wish-referral-request = 转诊
wish-exam-book = 约检查
wish-exam-prepare = 问检查前的准备
wish-doctor-schedule = 问医生出诊时间
wish-department-info = 问科室
wish-hospital-info = 问医院的事
wish-triage-ask = 问挂哪个科
wish-medical-advice = 问病情、用药
wish-fee-ask = 问费用、医保
wish-result-query = 查检查结果
wish-service-request = 要帮忙（轮椅、复印等）
wish-complaint-lodge = 投诉
wish-complaint-progress = 查投诉进度
wish-suggestion-give = 提建议
wish-praise-give = 表扬
wish-survey-start = 评价
wish-activity-join = 参加活动
wish-human-request = 找工作人员
wish-privacy-request = 我的资料
wish-profile-update = 改资料
wish-chat-greet = 打个招呼
wish-chat-thanks = 道谢
wish-chat-bye = 说再见
wish-dialog-affirm = 是的
wish-dialog-deny = 不是
