# Words for patients: warm, short, plain; no diagnosis, no blame.
# Words in quotes are ones that the bot understands; where it knows a word in Chinese only, that one stands here.

## Greetings and help
greeting = Hello, this is { $hospital }. Booking, changing or cancelling a visit, complaints and suggestions, finding your way: just tell me, for example “book cardiology next Wednesday afternoon”.
welcome = You are welcome. I am here whenever you need me.
goodbye = Goodbye. Come back whenever you need us.
acknowledged = All right. Is there anything else I can do?
help =
    I am the service assistant of { $hospital }. I can help you
    · book, change, cancel or look up a visit
    · complain, suggest, praise, and see how your complaint stands
    · find departments, doctors' hours, the address, parking, prices
    · reach a person (reply “human”)
    In the middle of something you can say “back”, “start over” or “never mind”.
help-short = Just say what you need, for example “book orthopaedics” or “I want to complain”, or reply “human” for a person.
nothing-open = Nothing is open right now. Just tell me what you need.
misunderstood = Sorry, I did not quite understand.
misunderstood-person = Sorry, I could not understand. Let me get a person to help you.
did-you-mean = I am not sure what you mean. Would you like:
list-gone = This choice is no longer open.
apology = Sorry, something went wrong with that message; our staff have been told. Please say it once more, or call { $phone } if it is urgent.
tries-person = If this is difficult, reply “human” and a person will help you.
noted = Noted.
back-done = All right, one step back.
back-nothing = This is the first step already.
restarted = All right, let us start over.
slow-down = You write quite fast. I am reading one message after the other, please wait a moment.
medical-advice = Illness and medicines are for a doctor to judge; I cannot do that. If you feel very unwell now, please come to us at once or call 120. I can gladly book a visit: just tell me what troubles you.

## Pictures, voices and so on
got-sticker = Thank you for the sticker. Please tell me in words what you need.
got-voice = I received your voice message but cannot listen to it yet. Please write it to me.
got-video = I received your video but cannot watch it. Please tell me in words.
got-image = I received your picture but cannot read it. Please tell me in words. To complain, say “I want to complain” first and then send the picture.
got-file = I received your file. Please tell me in words what it is about.
got-location = I received your location. To find your way, tell me which department you are looking for.
file-lost = That file did not arrive. Please send it again, or put it in words.
got-nothing = There were no words in that message. Please send it again.
got-unreadable = I cannot read this message. Please write it once more.

## Going on
again-book-visit = Back to your booking:
again-change-visit = Back to changing your visit:
again-cancel-visit = Back to cancelling your visit:
again-lodge-complaint = Back to what you told us:
again-give-suggestion = Back to your suggestion:
again-give-praise = Back to your praise:
again-rate-visit = Back to your rating:
again-ask-person = Back to reaching a person:
again-manage-data = Back to your data:
resume-book-visit = Your booking was not finished last time. Shall we go on?
resume-change-visit = Changing your visit was not finished last time. Shall we go on?
resume-cancel-visit = Cancelling your visit was not finished last time. Shall we go on?
resume-lodge-complaint = You had not finished telling us what happened. Shall we go on?
resume-give-suggestion = You had not finished your suggestion. Shall we go on?
resume-give-praise = You had not finished your praise. Shall we go on?
resume-rate-visit = You had not finished your rating. Shall we go on?
resume-ask-person = You wanted to reach a person last time. Do you still need one?
resume-manage-data = We were speaking about your data last time. Shall we go on?
resumed = All right, let us go on.
resume-declined = All right, we leave it. Come back whenever you like.
option-resume = Go on
option-no-resume = No, thanks
stopped-book-visit = All right, no booking for now. Come back whenever you need one.
stopped-change-visit = All right, nothing is changed; your visit stays as it was.
stopped-cancel-visit = All right, nothing is cancelled; your visit stays.
stopped-lodge-complaint = All right, no complaint for now. You can always come back to it.
stopped-give-suggestion = All right. Tell us whenever it comes to mind.
stopped-give-praise = All right. Tell us whenever it comes to mind.
stopped-rate-visit = All right, you do not have to rate anything.
stopped-ask-person = All right. Ask for a person whenever you need one.
stopped-manage-data = All right, your data stays as it is.
declined-book-visit = All right, nothing is booked yet. To change the department, doctor or time, just tell me; to stop, say “never mind”.
declined-change-visit = All right, nothing is changed. For another time, just tell me; to stop, say “never mind”.
declined-cancel-visit = All right, nothing is cancelled; your visit stays. To stop here, say “never mind”.
declined-lodge-complaint = All right, nothing is sent yet. Tell me what to change; to stop, say “never mind”.
declined-give-suggestion = All right, nothing is sent yet. Tell me what to change; to stop, say “never mind”.
declined-give-praise = All right, nothing is sent yet. Tell me what to change; to stop, say “never mind”.
declined-manage-data = All right, your data is left as it is.
option-no = Not now
option-yes-book-visit = Book it
option-yes-change-visit = Change it
option-yes-cancel-visit = Cancel the visit
option-yes-lodge-complaint = Send it
option-yes-give-suggestion = Send it
option-yes-give-praise = Send it
option-yes-manage-data = Confirm

## Department, doctor, time
ask-department = Which department would you like to see? If you do not know, just tell me what troubles you.
ask-department-again = Which department would you like to see?
ask-department-ambiguous = Which of these departments do you mean?
ask-department-symptoms = From what you tell me, these departments could be a first stop (the doctor will judge). Which one would you like?
ask-department-other = Would you like another department?
department-not-bookable = { $department } needs no booking; please go straight there: { $place }.
department-full = { $department } has no more places that can be booked here for now. You can call { $phone } to ask for an extra place, or choose another department or doctor.
department-info = { $department } is here: { $place }. { $intro }
department-unknown = I did not find that department.
department-schedule = Doctors' hours of { $department }:
doctor-schedule = { $doctor }: { $times }
doctor-schedule-which = Whose hours would you like to know? Tell me the doctor or the department.
ask-doctor = In { $department } you can book these. Whom would you like to see?
ask-doctor-again = Which doctor would you like to see?
ask-doctor-which = Several doctors could be meant. Which one?
doctor-unknown = I did not find { $doctor }; the name may be written differently. Who is it, please?
doctor-elsewhere = { $doctor } does not see patients in { $department }. You can book these:
doctor-no-session = { $doctor } has no hours that can be booked soon. You can book these:
option-general = General clinic (any doctor)
ask-day = { $clinic } has places at these times. Which day suits you?
ask-day-again = Which day suits you?
ask-day-which = Which day do you mean?
ask-day-other = You can book these times:
day-impossible = There is no such date. Would you look once more?
day-none-fits = There are no places for { $clinic } at the time you said.
day-past = { $day } is already over.
day-today = For today please register at the hospital or call { $phone }.
day-closed = Booking here for { $day } has closed. You can call { $phone } or register at the hospital.
day-too-far = You can book up to { $last } for now.
day-full = { $clinic } is fully booked on { $day }.
day-no-session = { $clinic } has no hours on { $day }.
ask-period = { $clinic }, { $day }, still free:
ask-period-again = Which time would you like?
period-taken = That time was just taken.
period-none = There is no place at that time.

## Who the visit is for
ask-visitor = Who is the visit for?
ask-visitor-again = Who is the visit for?
option-someone-else = Somebody else
ask-consent = Booking needs real names. { $hospital } uses the name, ID number and phone number only for your visits and keeps them encrypted; you can see or delete them at any time. Do you agree?
ask-consent-again = May we keep these details for the visit?
option-agree = I agree
option-disagree = I do not agree
consent-refused = That is fine; nothing was kept. You can register at the hospital with an ID card, or call { $phone }.
ask-name = What is the patient's name, please?
ask-id = Please send the patient's ID number (18 characters).
ask-id-again = Please send the ID number.
id-length = An ID number has 18 characters. Would you count once more?
id-checksum = One character of this ID number seems to be off. Would you check it, please?
id-date = The date of birth in this ID number seems to be off. Would you check it, please?
id-province = The first two digits of this ID number seem to be off. Would you check them, please?
id-characters = I could not read some characters of the ID number. Please send it once more.
ask-phone = Please leave a mobile number so that we can reach you.
phone-wrong = A mobile number has 11 digits. Would you look once more?
ask-verify = To be safe, please send the last four characters of { $name }'s ID number.
ask-verify-again = Please send the last four characters of the ID number.
verify-wrong = Those four characters do not match. Would you look once more?
booking-restricted = A few booked visits could not take place, so booking here is paused until { $until }. Until then please register at the hospital or call { $phone }; our staff will help you.
booking-same-time = There is a visit at that time already: { $visit }. To move it, say “change my appointment”.
booking-same-department-and-day = Visits to one department on one day are limited to { $limit }, and you have booked already.
booking-too-many-open-visits = One patient can have { $limit } visits booked at a time. Please finish or cancel one first.

## Booking
confirm-booking =
    Please check:
    { $clinic }
    { $time } ({ $room })
    Patient: { $name }, ID { $idNumber }, phone { $phone }
    Fee { $fee } yuan, to be paid at the hospital
    Shall I book this?
booked =
    It is booked! Booking number { $number }
    { $clinic }, { $time }, { $room }
    Please bring your ID card and come 20 minutes early. If you cannot come, tell me by { $cutOff } the day before.
refused-place-taken = Sorry, somebody was just a little faster with that place.
refused-name-mismatch = The name and the ID number do not belong together. Would you check them, please?
refused-booked-that-day = This patient has a visit in that department (or at that time) that day already.
refused-same-time = There is another visit at that time already.
refused-already-ended = That visit no longer stands; it may just have been changed or cancelled.
refused-relay-ended = The conversation with our staff has ended. Say “human” if you need it again.
refused-ticket-gone = I did not find this matter of yours.
no-visits = You have no visits booked. To book one, tell me the department and the time.
visits = Your visits:
visit-row = · { $visit }, { $room }, booking number { $number }
visits-hint = To change one, say “change my appointment”; to cancel one, say “cancel my appointment”.
ask-appointment = Which visit do you mean?
ask-appointment-again = Which visit do you mean?
appointment-not-yours = I did not find that booking number among yours.
appointment-not-found = I did not find the visit you mean.
confirm-cancel =
    To be cancelled: { $visit }
    Are you sure?
confirm-cancel-late =
    To be cancelled: { $visit }
    It is past { $cutOff } of the day before, so this counts as one missed visit. Are you sure?
confirm-cancel-today =
    Your visit today: { $visit }
    Today's visits are handled by our staff. Shall I tell them that you cannot come?
cancelled = Cancelled: { $visit }. Somebody else can have the place now; thank you for telling us.
cancel-today-passed-on = I have told the triage desk that you cannot come ({ $visit }). They will see to it, and you will hear from us.
change-today = Today's visit ({ $visit }) cannot be changed here. Please call { $phone }; our staff will see whether it can be moved.
confirm-change =
    Before: { $before }
    After: { $after }
    Shall I change it?
confirm-change-late =
    Before: { $before }
    After: { $after }
    It is past { $cutOff } of the day before, so this counts as one missed visit. Shall I change it?
moved =
    Changed! Your new booking number is { $number }
    { $clinic }, { $time }, { $room }
    The old booking is cancelled.

## Reminders
reminder-week = A reminder: { $visit }, booking number { $number }, at { $place } { $room }.
reminder-day = See you tomorrow: { $visit }, booking number { $number }, at { $place } { $room }. Please bring your ID card; if an examination needs an empty stomach, do not eat breakfast yet.
reminder-choices = Reply “I will come”, “Change” or “Cancel”.
option-attend = I will come
option-change = Change
option-cancel = Cancel
attend-confirmed = Noted, see you then!
attend-gone = This visit was changed or cancelled already; there is nothing to confirm.

## Complaints, suggestions, praise
opening-complaint = We are sorry for what you went through, and thank you for telling us.
opening-suggestion = Thank you for thinking along with us.
opening-praise = Thank you for telling us!
ask-story-complaint = Please tell us what happened; you can send pictures too.
ask-story-complaint-again = Please tell us what happened.
ask-story-suggestion = What do you suggest?
ask-story-suggestion-again = What do you suggest?
ask-story-praise = Whom would you like to praise, and for what?
ask-story-praise-again = Whom would you like to praise, and for what?
ask-complaint-department = In which department or at which counter was it? If you are not sure, say “not sure”.
ask-praise-department = Which department do they work in? If you are not sure, say “not sure”.
ask-complaint-when = About when was it? It does not matter if you do not remember.
ask-contact = May we have your name and mobile number, so that we can answer you? Only those who handle it will see them. You may also stay anonymous.
ask-contact-again = Please leave a name and mobile number, or choose to stay anonymous.
ask-contact-phone = Please leave a mobile number too, or choose to stay anonymous.
option-anonymous = Anonymous
confirm-complaint = I wrote down: { $story }
confirm-suggestion = Your suggestion: { $story }
confirm-praise = Your praise: { $story }
confirm-complaint-question = Shall I send it like this? Just write if anything is missing.
confirm-suggestion-question = Shall I send it like this?
confirm-praise-question = Shall I pass it on like this?
summary-department = Department: { $department }
summary-when = When: { $when }
summary-contact = Contact: { $name } { $phone }
summary-anonymous = Anonymous
summary-attachments = Attachments: { $count }
lodged-complaint = It is registered under { $ticket } and goes to the department in charge right away. We will tell you every step; to ask how it stands, say “complaint status”.
lodged-suggestion = We have your suggestion, number { $ticket }. We will look at it with care and answer within { $days } days. Thank you!
lodged-praise = Thank you! Number { $ticket }. We will pass your kind words on.
ticket-accepted-by = Your matter ({ $ticket }) has been taken up by { $by }; you will have an answer by { $answerBy } at the latest.
ticket-accepted = Your matter ({ $ticket }) has been taken up by { $by }. We will keep you posted.
ticket-answered = About your matter ({ $ticket }), here is our answer: { $text }
ticket-transferred = Your matter ({ $ticket }) has been passed on to { $department }.
ticket-closed = Your matter ({ $ticket }) is settled. { $text }
ask-satisfied = Are you satisfied with how we handled it?
option-satisfied = Satisfied
option-not-satisfied = Not satisfied
satisfied-thanks = Thank you, we will keep at it.
reopened = We are sorry that it did not satisfy you. { $ticket } is open again and goes one level up.
ticket-progress =
    Your matter ({ $ticket }) { $status ->
        [open] is waiting to be taken up; we are chasing it
        [accepted] is being looked into by the department
        [answered] has been answered and is followed up
        [reopened] is being handled again one level up
       *[other] is being handled
    }. We will tell you as soon as there is news.
tickets = What you told us about:
ticket-row =
    · { $ticket } { $department } ({ $opened }): { $status ->
        [open] waiting to be taken up
        [accepted] being handled
        [answered] answered
        [closed] settled
       *[reopened] being handled again
    }
no-tickets = I found nothing that you reported. If something is wrong, just tell me.
ticket-not-yours = I did not find that number among yours.

## Ratings
survey-offer = Did your visit go well ({ $visit })? Would you take a minute for { $count } short questions?
option-survey = Yes
option-no-survey = Next time
survey-declined = All right, we will not disturb you. Stay well!
survey-question = ({ $number }/{ $count }) { $ask }
survey-again = { $ask }
survey-choose = Please choose one of these; the closest will do.
survey-why = We are sorry that you were not satisfied. Would you tell us what was wrong? If you would rather not, reply “skip”.
survey-thanks = We have your rating. Thank you!
survey-low = Thank you for saying so, and we are sorry. It is registered ({ $ticket }) and will be followed up; to speak to somebody now, reply “human”.
survey-already = You have already rated this visit, thank you!
survey-none = There is nothing to rate at the moment, thank you.
scale-1 = very dissatisfied
scale-2 = dissatisfied
scale-3 = neutral
scale-4 = satisfied
scale-5 = very satisfied

## A person
option-person = Speak to a person
relay-opened = All right, a colleague from the service desk is being called; please wait a moment. You can already tell us what it is about.
relay-accepted = { $by } is here; just write. Say “stop” to come back to the automatic service.
relay-said = [{ $by }] { $text }
relay-ended = All right, the conversation with our staff is over. I am here if you need anything else.
relay-ended-by-staff = Our colleague has ended this conversation; we hope it helped. I am here if you need anything else.
relay-timed-out = There has been no new message for a while, so we end the conversation here. Say “human” whenever you need us.
relay-missed = Sorry, none of our colleagues was free. I have noted what you said, and they will answer you soon. If it is urgent, call { $phone }; with anything else I can help you meanwhile.
relay-unanswered = Sorry, our colleagues are still busy; please wait a little longer. You can go on writing; if it is urgent, call { $phone }.
ask-person-closed = The service desk is closed now and opens { $opens }. Tell me what it is about and they will answer you first thing.
ask-person-topic = Please tell me what it is about.
message-taken = Noted. A colleague will answer you after { $opens }. If you feel very unwell, please come to the emergency department or call 120.
task-answered = Our staff's answer: { $text }

## Where to go
triage = You said “{ $reason }”: { $department } could be a first stop ({ $place }); the doctor will judge.
triage-book = Which department shall I book for you?
triage-unsure = Could you tell me a little more about what troubles you, and since when? If in doubt, ask at the triage desk on the ground floor.

## Personal data
ask-data-wish = About your data, would you like to:
option-data-see = See what is kept
option-data-withdraw = Withdraw consent
option-data-erase = Delete it
ask-data-person = Whose data is it?
data-why = Visits are booked under real names by law: so the doctor finds the right record, and nobody sells places. What you tell us is kept encrypted, used for your visits only, and you can see or erase it at any time.
data-none = We keep no patient's data of yours.
data-held = We keep these patients' data (encrypted):
data-row = · { $name }, ID { $idNumber }, phone { $phone }
data-hint = To delete it, say “delete my data”.
data-open-visits = There are { $count } visits still to come. This can be done once they are over or cancelled.
confirm-withdraw = After this, { $name }'s details have to be given again for the next booking. Are you sure?
confirm-erase = { $name }'s data will be deleted for good and cannot be brought back. Are you sure?
data-withdrawn = Your consent is withdrawn.
data-erased = The data is deleted.

## What no dialog does yet: said honestly, and a person is offered
unanswered-appointment-checkin = To take your number, use a machine on the ground floor or the triage desk; your ID card is enough. More than that I cannot say for sure.
unanswered-appointment-extra = Extra places are for the department to decide. I cannot do that, but our staff can ask for you.
unanswered-referral-request = I cannot arrange referrals yet, but our staff can help you.
unanswered-exam-book = I cannot book examinations yet, but our staff can help you.
unanswered-exam-prepare = How to prepare for this examination I cannot say for sure. Please follow your doctor or the examination slip, or ask our staff.
unanswered-hospital-info = I do not know this yet, but our staff can tell you.
unanswered-fee-ask = About fees and insurance I cannot speak for sure, but our staff can look it up for you.
unanswered-result-query = I cannot see examination results here, but our staff can look them up for you.
unanswered-service-request = I cannot do this myself, but our colleagues at the service desk can help you.
unanswered-activity-join = I did not find this activity, but our staff can ask for you.
unanswered-profile-update = I cannot change your details yet, but our staff can do it for you.

## Did you mean …
wish-appointment-book = Book a visit
wish-appointment-change = Change a visit
wish-appointment-cancel = Cancel a visit
wish-appointment-query = See my visits
wish-appointment-checkin = Take a number, queue
wish-appointment-extra = An extra place
wish-referral-request = A referral
wish-exam-book = Book an examination
wish-exam-prepare = How to prepare for an examination
wish-doctor-schedule = Doctors' hours
wish-department-info = About a department
wish-hospital-info = About the hospital
wish-triage-ask = Which department to see
wish-medical-advice = About an illness or medicines
wish-fee-ask = Fees, insurance
wish-result-query = Examination results
wish-service-request = A service (wheelchair, copies …)
wish-complaint-lodge = Complain
wish-complaint-progress = How my complaint stands
wish-suggestion-give = Make a suggestion
wish-praise-give = Praise somebody
wish-survey-start = Rate a visit
wish-activity-join = Join an activity
wish-human-request = A person
wish-privacy-request = My data
wish-profile-update = Change my details
wish-chat-greet = Just saying hello
wish-chat-thanks = Just saying thank you
wish-chat-bye = Saying goodbye
wish-dialog-affirm = Yes
wish-dialog-deny = No
