import { defineErrors } from '@holdfast/base'

/** What the rules about profiles refuse. */
export const profileErrors = defineErrors({
  HF_PROFILE_DEFAULT: {
    message: 'The Default profile cannot be {action}.',
    hint: 'Copy it to another profile, and change that one.',
    status: 409,
    retry: 'never',
  },
  HF_PROFILE_IN_USE: {
    message: 'The profile {name} cannot be deleted: {reason}.',
    hint: 'Move its people to another profile, or delete them, and change the mapping rules that lead to it.',
    status: 409,
    retry: 'never',
  },
  HF_PROFILE_FULL: {
    message: 'The profile {name} takes no more than {maxPeople} people.',
    hint: 'Choose another profile, or raise the limit of this one.',
    status: 409,
    retry: 'never',
  },
})
