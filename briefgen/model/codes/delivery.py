"""Codes BG6xx: delivery."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.codes.entry import Code

DELIVERY: Mapping[str, Code] = {
    "BG601": Code(
        "not an e-mail address",
        "A cell or setting holds no address that mail servers take.",
        "Write name@example.org: ASCII before the @, a full domain after it.",
    ),
    "BG602": Code(
        "recipients unreadable",
        "A file of recipients is no CSV with the headings that it needs.",
        "Write the headings in the first line, and as many cells in each row.",
    ),
    "BG603": Code(
        "cell not fit for a letter",
        "A cell of the recipients holds a line break, a character that cannot be printed, or a formula.",
        "Write plain words in it.",
    ),
    "BG604": Code("address given twice", "Two rows of one file have the same address.", "Delete one of them."),
    "BG605": Code(
        "no document in this language",
        "A row names a language in which the audience has no document.",
        "Correct the language, or add it to the audience's `languages`.",
    ),
    "BG606": Code(
        "merge field missing",
        "A cell or column that the letter prints is empty or missing.",
        "Fill it, or give other words in the template.",
    ),
    "BG607": Code(
        "slot misplaced",
        "A letter's template prints a recipient's data where they could be taken for code.",
        "Print them in the text of the letter.",
    ),
    "BG608": Code(
        "letter without its marking",
        "Subject, first line of the plain text or first line of the HTML does not say the marking or embargo.",
        "Print {{ marking }} and {{ embargo }} there.",
    ),
    "BG609": Code(
        "letter not fit for mail programs",
        "The HTML is longer than mail programs show, or says something else than the plain text.",
        "Shorten it, and print the same facts in both.",
    ),
    "BG610": Code(
        "document not built",
        "The manifest of the output folder has no PDF of a document that is to be sent.",
        "Run `briefgen build` first.",
    ),
    "BG611": Code(
        "document changed",
        "A PDF is missing, or its hash is not the manifest's.",
        "Run `briefgen build` again.",
    ),
    "BG612": Code(
        "document out of date",
        "Facts, templates, title or edition have changed since the PDF was built.",
        "Run `briefgen build` again.",
    ),
    "BG613": Code(
        "above the ceiling",
        "A document or letter is marked higher than its audience may see.",
        "Build it again, or change what the audience may see.",
    ),
    "BG614": Code(
        "under embargo",
        "A document may not go out yet.",
        "Wait, or name a pre-release list for the audience.",
    ),
    "BG615": Code(
        "not on the pre-release list",
        "A document is under embargo, and the address is not among those who may have it now.",
        "Wait, or add the address to the list with a reason.",
    ),
    "BG616": Code(
        "nobody to write to",
        "No audience that is wanted names recipients, or all of them are left out.",
        "Give the audience `recipients`.",
    ),
    "BG617": Code(
        "column not used",
        "A column of the recipients is printed by no letter: personal data that nobody needs, or a misspelt heading.",
        "Delete the column, or print it.",
    ),
    "BG618": Code(
        "message too large",
        "A message with its attachment, encoded, is larger than `email.max_size`.",
        "Make the document smaller, or raise the limit.",
    ),
    "BG619": Code(
        "no such plan",
        "There is no plan, or the file is no plan that this version can read.",
        "Make one with `briefgen email plan`.",
    ),
    "BG620": Code(
        "not what was planned",
        "A message of a plan, or the document that it carries, is not the one that was planned.",
        "Make the plan again with `briefgen email plan`.",
    ),
    "BG630": Code(
        "send log in use",
        "Another briefgen holds the send log of this project.",
        "Wait until it has ended; only one sends at a time.",
    ),
    "BG631": Code(
        "no send log of this version",
        "The file is damaged, or another version of briefgen wrote it.",
        "Use the version that wrote it. Move it away only if nobody may get a message twice on its account.",
    ),
    "BG632": Code(
        "send log cannot be written",
        "The disk is full, or `.briefgen/` may not be written.",
        "Make space or mend the permissions, and send again: nothing is sent twice.",
    ),
    "BG633": Code(
        "instant not yet come",
        "`briefgen email send --yes` was given an `--as-at` that lies ahead, by which embargoes would seem to be over.",
        "Leave --as-at out; without --yes it shows what could be sent at that instant.",
    ),
    "BG634": Code(
        "certificate not trusted",
        "The mail server's certificate is not signed by a known authority, has ended, or names another host.",
        "Correct `email.smtp.host`, or name the authority's certificate in `email.smtp.ca_file`.",
    ),
    "BG635": Code(
        "no encryption",
        "The mail server offers no STARTTLS.",
        "Correct `email.smtp.port`, or set `security: tls` where the server encrypts from the start.",
    ),
    "BG636": Code(
        "password refused",
        "The mail server does not take the user name and password, or the token.",
        "Correct them; the password was offered once.",
    ),
    "BG637": Code(
        "no password",
        "The password is in none of the places where it is looked for, or others may read its file.",
        "Set BRIEFGEN_SMTP_PASSWORD, or `password_command` or `password_file` in `email.smtp`; the file's mode must be 0600.",
    ),
    "BG638": Code(
        "authentication not offered",
        "The mail server does not offer the mechanism that the settings name.",
        "Set `email.smtp.auth` to one that it offers.",
    ),
    "BG639": Code(
        "document changed since the plan",
        "The PDF in the output folder is not the one that the plan attaches.",
        "Look at the new document, and make the plan again with `briefgen email plan`.",
    ),
    "BG640": Code(
        "embargo not over",
        "A document may not be passed on yet.",
        "Send it when its embargo is over; those on the pre-release list get it before.",
    ),
    "BG641": Code(
        "above the audience's ceiling",
        "A document holds what its audience may not see by now.",
        "Build it again, and make the plan again.",
    ),
    "BG642": Code(
        "message deferred",
        "The mail server does not take a message now.",
        "Send again later: it is tried when its time has come.",
    ),
    "BG643": Code(
        "message refused",
        "The mail server refuses a message for good; it is not tried again.",
        "Correct the address, or ask the server's postmaster, and write to this reader by a new plan.",
    ),
    "BG644": Code(
        "perhaps delivered",
        "The connection or the program ended between the end of a message and the server's answer.",
        "Ask the reader, then `briefgen email status --mark-sent` or `--resend`.",
    ),
    "BG645": Code(
        "server busy",
        "The mail server limits how much it takes, or cannot be reached.",
        "Send again later, with a lower `--rate`, or with `--wait`.",
    ),
    "BG646": Code(
        "mailbox cannot be read",
        "The Maildir or the IMAP server with the delivery reports cannot be read.",
        "Correct its name, and the user's rights.",
    ),
    "BG647": Code(
        "every message refused",
        "The mail server refuses our messages whatever their address.",
        "Read its words, and correct the settings of `email`.",
    ),
    "BG648": Code(
        "message came back", "A delivery report says that a message will never arrive.", "Correct the address in the recipients."
    ),
    "BG649": Code("setting missing", "`email` in briefgen.yaml leaves out what its transport needs.", "Add it."),
    "BG650": Code(
        "command cannot be started",
        "The command of `email.command` is not there or may not be run.",
        "Install it, or correct its name.",
    ),
    "BG651": Code(
        "folder of letters cannot be written",
        "The folder of `email.folder` takes no file.",
        "Make space on the disk, or mend its permissions.",
    ),
    "BG652": Code(
        "no such message",
        "The plan or the send log has no message under this name, or it is in another state.",
        "`briefgen email status` shows the messages that can be settled.",
    ),
    "BG653": Code("delivery report noted", "A report tells of a delay, or of a message that was not sent from here.", "Nothing."),
    "BG654": Code(
        "lost in a mail",
        "A template of mails has an element, a picture or a style that mail programs take out, block or do not keep.",
        "Use what the hint names: tables, colours of the palette, charts.",
    ),
    "BG655": Code(
        "same file sent before",
        "Readers of the plan have the same file from another plan.",
        "Nothing, or `--again` to send it to them once more.",
    ),
    "BG656": Code(
        "address suppressed",
        "Nothing is sent to an address that a server said does not exist.",
        "Correct the recipients; `briefgen email status --allow ADDRESS` where the address works again.",
    ),
    "BG657": Code(
        "nothing to correct",
        "The send log shows nobody with an edition that a changed fact touches.",
        "Correct the facts and build first; or there is nothing to do.",
    ),
    "BG658": Code(
        "reader not among the recipients",
        "The send log shows a reader of an earlier edition whom the recipients no longer name.",
        "Put the row back, or leave such readers out with `--skip-bad`.",
    ),
    "BG659": Code(
        "correction without a reason",
        "No text says why an edition is corrected.",
        "Write it below `## correction` in the audience's text.",
    ),
}
