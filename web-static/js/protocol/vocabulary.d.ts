// The closed lists of words that page and server exchange, as types. Each is a Swift enum, and a lint compares the two
// (docs/contract.md). Types alone: nothing here reaches a browser.

/** Of the bureau. */
export type Role =
    'senior_officer' | 'clerk' | 'liaison' | 'bureau_leader' | 'legal_section' | 'office_lead' | 'inspector' |
    'archivist' | 'administrator';
/** Of a person of a case. */
export type PartyRole =
    'petitioner' | 'respondent' | 'lawyer' | 'agent' | 'guardian' | 'interpreter' | 'witness' | 'petition_rep' |
    'unit_representative' | 'sign_interpreter';
/** At the table. */
export type SeatRole =
    'host' | 'petitioner' | 'respondent' | 'lawyer' | 'agent' | 'guardian' | 'interpreter' | 'witness' |
    'petition_rep' | 'unit_representative' | 'sign_interpreter';
export type Sex = 'female' | 'male';
/** Whom a lawyer or an agent acts for. */
export type Side = 'petitioner' | 'respondent' | 'neutral';
export type CaseStatus =
    'registered' | 'accepted' | 'declined' | 'forwarded' | 'redirected' | 'graded' | 'assigned' | 'in_handling' |
    'pending_close' | 'closed' | 'followed_up' | 'signed_off' | 'archived';
/** What `may` names. */
export type CaseStep =
    'launch' | 'add_party' | 'accept' | 'decline' | 'forward' | 'redirect' | 'grade' | 'endorse' | 'assign' |
    'receive' | 'object' | 'progress' | 'answer' | 'report' | 'close' | 'return' | 'follow_up' | 'sign_off' |
    'archive' | 'note' | 'send_letter' | 'file_reply' | 'hand_over' | 'link' | 'unmask_identity' | 'supervise' |
    'request_extension' | 'decide_extension' | 'declare_interest' | 'request_recusal' | 'decide_recusal' |
    'record_re_review' | 'export' | 'file_sheet' | 'promise' | 'note_performance';
export type Channel = 'letter' | 'visit' | 'phone' | 'fax' | 'online' | 'video' | 'hotline_12345';
export type VisitKind = 'first' | 'repeat';
export type ContentClass = 'suggestion' | 'accusation' | 'appeal_request' | 'litigation_related';
export type CaseLevel = 'level_1' | 'level_2' | 'level_3';
export type Rating = 'satisfied' | 'dissatisfied' | 'fairly_satisfied';
export type Performance = 'nothing_promised' | 'whole' | 'part' | 'none';
/** Of a sheet that somebody puts on file. */
export type FiledSheet = 'lawyer_consultation' | 'lawyer_discussion' | 'joint_handling' | 'bypass_visit';
/** Of the month's page. */
export type Figure =
    'first_resolved' | 'satisfied' | 'strictly_satisfied' | 'revisited' | 'rated' |
    'notice_in_time' | 'handling_in_time' | 'followed_up' | 'signed_off' | 'returned' |
    'talk_agreed' | 'talk_with_lawyer' | 'hotline' | 'letters_and_visits' | 'persons' |
    'bypass' | 'received' | 'suggestion' | 'accusation' | 'appeal_request' |
    'litigation_related' | 'closed' | 'consulted' | 'discussed' | 'joint' |
    'talked';
/** Which months are looked at. */
export type MonthSpan = 'month' | 'month_before' | 'year' | 'year_before';
/** Of a paper to a unit or a department outside. */
export type OrderKind = 'assignment' | 'supervision' | 'letter';
/** What a term counts. */
export type Counting = 'days' | 'workdays';
/** What a day is for the office. */
export type DayKind = 'worked' | 'weekend' | 'holiday' | 'exchanged';
/** What a sign-off rests on. */
export type SignOffCheck = 'closed' | 'replied' | 'asked' | 'satisfied' | 'performed';
/** A mandatory item of the file. */
export type FileItem = 'assignment_order' | 'reply' | 'follow_up' | 'session';
/** A kind of paper of the file. */
export type IndexItem =
    'registration' | 'notice' | 'grading' | 'assignment_order' | 'supervision_order' | 'handling_note' | 'sheet' |
    'session' | 'minutes' | 'promise' | 'performance' | 'extension' | 'reply' | 'follow_up' | 'sign_off';
export type FollowUpMethod = 'visit' | 'phone' | 'link';
export type DueKind =
    'notice_due' | 'jurisdiction_objection_due' | 'handling_due' | 'local_due' | 'assignment_due' |
    'supervision_due' | 'follow_up_due' | 'recusal_due' | 'item_due' | 'letter_due';
/** A line of the timeline. */
export type CaseEventName =
    'registered' | 'taken' | 'accepted' | 'declined' | 'forwarded' | 'redirected' | 'graded' | 'endorsed' |
    'assigned' | 'received' | 'objected' | 'unassigned' | 'reported' | 'closed' | 'returned' | 'archived' |
    'extended' | 'supervised' | 'noted' | 'linked' | 'exported' | 'closing_approved' | 'followed_up' |
    'sign_off_proposed' | 'signed_off' | 'party_added' | 'session_launched' | 'session_invited' | 'session_ended' |
    'handed_over' | 'interest_declared' | 'recusal_requested' | 'recusal_decided' | 're_reviewed' | 'deadline_missed' |
    'identity_unmasked' | 'progressed' | 'item_answered' | 'letter_sent' | 'letter_answered' | 'extension_requested' |
    'extension_decided' | 'deadline_near' | 'term_moved' | 'consultation_filed' | 'discussion_filed' |
    'joint_handling_filed' | 'bypass_filed' | 'promised' | 'performance_noted';
export type SessionKind = 'petition_talk' | 'security_mediation';
/** Of a session. */
export type Phase = 'waiting' | 'in_session' | 'paused' | 'ended';
export type Paths = 'relay' | 'direct';
export type EndReason =
    'agreement' | 'withdrawn' | 'uncontactable' | 'deadlock' | 'other' | 'no_agreement' | 'party_refuses' |
    'term_expired' | 'refuses_to_sign' | 'new_offence' | 'to_be_continued' | 'host_absent';
/** A line of the record. */
export type RoomEventName =
    'created' | 'invited' | 'revoked' | 'reissued' | 'arrived' | 'returned' | 'lost' | 'absent' | 'consented' |
    'checked' | 'ready' | 'identified' | 'guardian_declined' | 'admitted' | 'declined' | 'removed' | 'left' |
    'measured' | 'tallied' |
    'started' | 'paused' | 'resumed' | 'presented' | 'shielded' | 'frozen' | 'reopened' | 'ended' |
    'asked_to_wait' | 'claim_decided' | 'clock_stepped' | 'link_renewed' | 'fingerprint_bound' |
    'fingerprint_refused' | 'wall_raised' | 'wall_confirmed' | 'wall_sealed' | 'wall_left_outside' |
    'wall_doubted' | 'wall_extended' | 'wall_lowered' | 'word_left';
/** A line of the log. */
export type HappeningName =
    'opened' | 'consented' | 'ready' | 'admitted' | 'declined' | 'removed' | 'left' | 'lost' | 'returned' |
    'absent' | 'identified' | 'started' | 'paused' | 'resumed' | 'presented' | 'frozen' | 'reopened' | 'ended' |
    'invited' | 'revoked' | 'reissued' | 'asked_to_wait' | 'caucus' | 'word' | 'shielded' | 'unshielded' |
    'caucus_sealed' | 'left_outside' | 'caucus_ended' | 'caucus_cancelled';
/** Whether a person comes to the table with a guardian only. */
export type Guardianship = 'not_needed' | 'needed' | 'may_be_declined';
/** Why an attendance ended. */
export type WhyGone = 'lost' | 'left' | 'removed' | 'declined' | 'revoked' | 'ended' | 'taken_over';
/** How far a person has come. */
export type Standing =
    'invited' | 'link_opened' | 'consented' | 'waiting' | 'admitted' | 'left' | 'removed' | 'declined';
/** Whether a page holds the seat. */
export type Presence = 'away' | 'here' | 'lost' | 'absent';
/** Of a camera or microphone. */
export type MediaStatus = 'off' | 'live' | 'muted' | 'denied' | 'missing' | 'busy' | 'stopped' | 'silent';
/** Of a device test. */
export type CheckResult = 'ok' | 'denied' | 'missing' | 'busy' | 'failed' | 'skipped';
export type IdentityMethod = 'contact' | 'licence' | 'station' | 'id_document' | 'known_in_person';
/** How good a line is. */
export type EdgeVerdict = 'good' | 'fair' | 'poor' | 'down' | 'audio_only';
export type LinkState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed';
export type WallPhase = 'open' | 'sealing' | 'sealed';
/** What a shield keeps. */
export type Medium = 'face' | 'voice' | 'name';
/** Of the minutes. */
export type SectionKey =
    'identity' | 'presence' | 'rights' | 'video_consent' | 'petitioner' | 'respondent' | 'lawyer' |
    'undisputed_facts' | 'proposals' | 'result' | 'interruptions';
/** A line above the minutes. */
export type HeaderKey =
    'time' | 'medium' | 'matter' | 'host' | 'participant' | 'recording' | 'interruptions' | 'version';
export type RefusalCode =
    'malformed' | 'unknown_type' | 'unknown_field' | 'missing_field' | 'bad_field' | 'too_large' | 'too_deep' |
    'not_found' | 'method_not_allowed' | 'not_json' | 'foreign_origin' | 'not_signed_in' | 'wrong_credentials' |
    'slow_down' | 'not_permitted' | 'link_unknown' | 'link_expired' | 'link_revoked' | 'session_over' |
    'other_session' | 'removed' | 'open_in_other_tab' | 'open_on_other_device' | 'waiting_for_officer' |
    'seats_full' | 'wrong_state' | 'no_such_seat' | 'not_consented' | 'notice_changed' | 'host_absent' |
    'guardian_absent' |
    'stale_epoch' | 'not_linked' | 'candidate_forbidden' | 'fingerprint_changed' | 'id_reused' |
    'too_many_signals' | 'wall_moved' | 'minutes_frozen' | 'stale_revision' | 'unknown_section' | 'case_not_open' |
    'accusation_case' | 'transition_not_allowed' | 'reason_needed' | 'too_many_representatives' |
    'too_many_agents' | 'mandate_needed' | 'conflict_of_interest' | 'counterparty_missing' |
    'extension_not_allowed' | 'not_satisfied' | 'file_incomplete' | 'item_unanswered' | 'case_changed' | 'taken' |
    'staff_changed' | 'unknown_unit' | 'unit_in_use' | 'last_administrator' | 'store_failed' |
    'record_newer' | 'busy' | 'fault';
/** Of a unit of the bureau. */
export type UnitKind = 'station' | 'brigade' | 'legal_section' | 'office';
/** An order about people and units. */
export type StaffOrderName =
    'add_person' | 'change_person' | 'set_password' | 'lock' | 'unlock' | 'add_unit' | 'change_unit' | 'close_unit' |
    'reopen_unit';
export type StaffTableName = 'people' | 'units';
/** Of a file of people or units. */
export type StaffColumn = 'staffNo' | 'name' | 'role' | 'unit' | 'rank' | 'phone' | 'fields' | 'kind' | 'state';
export type StaffFaultCode =
    'empty' | 'not_text' | 'quote' | 'no_column' | 'unknown_column' | 'column_twice' | 'wrong_count' | 'missing' |
    'bad' | 'too_long' | 'twice' | 'taken' | 'unknown_unit' | 'unit_in_use' | 'last_administrator';
/** In which capacity a lawyer of the registry comes. */
export type LawyerCapacity = 'duty' | 'station' | 'agent' | 'neutral';
export type LawyerOrderName = 'add' | 'change' | 'retire' | 'resume';
