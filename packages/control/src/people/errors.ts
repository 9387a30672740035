import { defineErrors } from '@holdfast/base'

/** What the rules about people, the directory and licences refuse, and why. */
export const peopleErrors = defineErrors({
  HF_PROFILE_FULL: {
    message: 'The profile {profile} takes {maxPeople} people at most, and has {people}.',
    hint: 'Raise the profile’s number of people, or choose another profile.',
    status: 409,
    retry: 'never',
  },
  HF_PERSON_STATE: {
    message: '{person} is {state}: {what} is not possible.',
    hint: 'A preserved person is activated first, and the delete of a deleted one is rolled back.',
    status: 409,
    retry: 'never',
  },
  HF_ACCOUNT_DISABLED: {
    message: 'The account of {person} is disabled or deleted in Microsoft 365.',
    hint: 'Enable it there, then synchronise the directory: that activates the person. What is backed up can be restored without.',
    status: 409,
    retry: 'never',
  },
  HF_ONEDRIVE_STATE: {
    message: 'The OneDrive of {person} is {state}: {what} is not possible.',
    hint: 'Look at the person’s OneDrive, which was changed meanwhile.',
    status: 409,
    retry: 'never',
  },
  HF_ROLLBACK_OVER: {
    message: 'The delete of {what} cannot be rolled back any more: the time for it ended at {purgeAt}.',
    hint: 'Add the person or enable the OneDrive again: the next backup is a full one.',
    status: 410,
    retry: 'never',
  },
  HF_IMPORT_REFUSED: {
    message:
      'The file cannot be imported: {problems} lines have problems, the first is line {line}: {problem}.',
    hint: 'Nothing was imported. Look at the preview, correct the file, and import it again.',
    status: 422,
    retry: 'never',
  },
  HF_SCIM_INVALID: {
    message: 'The provisioning request is not valid: {reason}.',
    hint: 'Check the attribute mapping of the identity provider.',
    status: 400,
    retry: 'never',
  },
  HF_DIRECTORY_EMPTY: {
    message: 'Microsoft 365 lists nobody at all, which cannot be: nothing was changed.',
    hint: 'Check the tenant of the connection, and synchronise again.',
    status: 502,
    retry: 'later',
  },
  HF_FEATURE_CLOSED: {
    message: '{feature} belongs to {edition}, which the licence does not have.',
    hint: 'Add the edition to the licence, or leave the choice of editions open.',
    status: 403,
    retry: 'never',
  },
})
