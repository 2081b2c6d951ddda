# What is said first in an emergency: what to do now, and to call 120. Never a diagnosis.
# Keys are emergency-<id of nlu/emergencies/rules.yaml>.

emergency-self-harm =
    You must be in a lot of pain. Thank you for telling us; please do not carry this alone.
    Please call 12356 now, the national helpline: somebody listens day and night. If you are hurt, have taken something or are in danger, call 120 at once.
    Tell somebody near you, ask them to stay with you, and put pills and blades out of reach. You can also call us on { $hospitalPhone }.
emergency-unconscious =
    Call 120 now! Shout, tap both shoulders and look whether the chest moves.
    Not breathing: start chest compressions at once, send for an AED, go on until help comes.
    Breathing: lay them on their side, loosen the collar, give nothing to drink.
emergency-breathing =
    Call 120 now! Sit up, lean forward a little, loosen the collar and open a window.
    Use an inhaler only as your doctor prescribed. Do not travel alone and do not drive.
emergency-choking =
    While they can cough, let them cough hard; do not reach into the mouth.
    If they cannot cough or speak: stand behind them and thrust quickly inward and upward above the navel; for a baby under one, head low, five back blows, then five chest thrusts.
    Call 120 now; if they go limp, start chest compressions.
emergency-chest-pain =
    Call 120 now! Stop everything, sit or half lie down, do not walk and do not drive.
    Loosen the collar and have somebody stay with you. Use emergency medicine only as your doctor prescribed.
emergency-stroke =
    Call 120 now! Note the exact time it began and tell the crew: every minute counts.
    Lay the patient down with the head to one side. No food, drink or medicine, and do not wait for it to pass.
emergency-seizure =
    Call 120 now. Lay the patient on their side, clear hard things away, loosen the collar and look at the clock.
    Do not hold them down and put nothing into the mouth.
emergency-bleeding =
    Call 120 now! Press hard on a wound with a clean cloth and do not lift it to look.
    Blood vomited, coughed up or passed: lie on the side, nothing to eat or drink. Nosebleed: head forward, pinch the nostrils.
emergency-poisoning =
    Call 120 now! Get away from the poison; do not make them vomit, do not give milk or water.
    Bring the bottle or packaging. Note what, how much and when. If drowsy, lay them on their side.
emergency-carbon-monoxide =
    Protect yourself first: open doors and windows, bring everyone into fresh air; no lights, flames or phone calls inside.
    Once outside call 120. If somebody is not breathing, start chest compressions.
emergency-anaphylaxis =
    Call 120 now! Stop whatever is being eaten or used.
    Lie down with legs raised, or sit up if breathing is hard. If a doctor prescribed an adrenaline pen, use it now as instructed.
emergency-bite =
    Call 120 now. Move away, sit still, keep the bitten limb low and quiet, take off rings and watches.
    Do not suck, cut or tie it off. Remember or photograph the animal; do not try to catch it.
emergency-trauma =
    Call 120 now! Get out of danger first; if neck or back may be hurt, do not move or lift them.
    Press hard on bleeding with a clean cloth; do not pull out what is stuck in. Wrap a severed part in clean cloth, put it in a bag with ice outside, and bring it.
emergency-head-injury =
    Call 120 now. Keep the patient lying still; do not let them walk, eat or drink.
    If they vomit, turn head and body together. Watch them and note the time of the injury.
emergency-burn =
    Cool with running water for at least 20 minutes, gently taking off clothes and jewellery; leave what sticks.
    No toothpaste, no sauce, do not open blisters; cover with a clean cloth. Call 120 now, above all for a face, a large area or a child.
emergency-drowning =
    Call 120 now! Keep yourself safe. If not breathing, clear the mouth and start rescue breaths and chest compressions; do not hang them upside down.
    If breathing, lay them on their side and keep them warm. They must be seen even if awake.
emergency-electric-shock =
    Switch off the power first; do not touch them before. Call 120 now!
    Not breathing: start chest compressions. Breathing: keep them lying still; they must be seen even if awake.
emergency-heat-stroke =
    Call 120 now. Too hot: into the shade, outer clothes off, cold water and fanning, ice at neck and armpits.
    Too cold: somewhere warm, dry clothes, wrap up. Give no drink to somebody who is not fully awake.
emergency-pregnancy =
    Call 120 now, and us on { $hospitalPhone }; say how many weeks.
    Lie on your left side and do not walk; if waters have broken, raise your hips. No medicine, no food. If the baby is coming, lie down, keep warm and wait for the crew.
emergency-infant =
    Call 120 now! If the child is not breathing or cannot be woken, start CPR.
    During a fit lay the child on the side, nothing in the mouth. If something was swallowed do not make the child vomit; with a battery every minute counts. Bring the packaging.
emergency-eye =
    Something splashed in: rinse with plenty of clean water for at least 15 minutes, holding the lids open.
    A cut or a blow: do not rub, press or pull anything out; cover it and come. The same for sudden loss of sight: call 120 now or be brought to the emergency department.
emergency-abdomen =
    Call 120 now or be brought to the emergency department at once.
    Lie down with knees bent. Nothing to eat or drink, no painkillers, no heat and no rubbing.
emergency-torsion =
    Come to the emergency department now, do not wait even an hour; if you cannot walk call 120.
    Do not rub or warm it, and do not eat or drink. No need to be shy: doctors see this every day.
emergency-diabetes =
    Call 120 now. Measure the blood sugar if you can.
    Awake and low: sugar water or sweets at once. Not fully awake: lay them on their side, nothing by mouth, no insulin now.
emergency-headache =
    Call 120 now and note when it began.
    Lie down with the head to one side, do not walk, nothing by mouth, keep quiet, and somebody stays.
emergency-heart =
    Call 120 now. Sit or lie down at once, do not walk or drive, have somebody stay with you.
    Take no extra medicine for the pressure. If they stop responding and breathing, start chest compressions.
emergency-limb =
    Call 120 now or be brought to the emergency department: the sooner, the better the chances.
    Lie still, no massage, no heat; tell the crew about a cast or a tight bandage.
emergency-wound =
    Call 120 now. Do not push back a tube or anything that shows; cover it with a clean wet cloth.
    Press on bleeding. Call us too on { $hospitalPhone }.
emergency-violence =
    Get to a safe place with people around, lock the door and call 110; if anyone is hurt call 120 now.
    Inside the hospital go to the nearest member of staff or call { $hospitalPhone }. If you were assaulted, do not wash or change yet; somebody will stay with you.
emergency-danger =
    This may be urgent: call 120 now and say what is wrong and when it began.
    Sit or lie down, do not walk or drive, eat nothing, and have somebody stay with you.
