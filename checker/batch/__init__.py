"""Many drafts: what was found before is kept, several processes check, several runs share.

| module | does |
|---|---|
| `packing` | a report on a draft as bytes without the draft, and back |
| `sealing` | bytes that only who has the draft can read |
| `program` | a name for all of the program that decides what is found |
| `store` | the file of the cache |
| `keeping` | reports by draft: looked up and kept |
| `workers` | processes that check lots of drafts |
| `checking` | the drafts of a run: kept, checked here or checked by workers |
| `sharing` | what each of several machines checks of a run |
| `parts` | their reports put together |

Nothing here decides what is found: with or without it a run ends with the same reports.
"""
