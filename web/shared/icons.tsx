import type { ComponentChildren } from 'preact'

const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {children}
  </svg>
)

export const SendIcon = () => (
  <Icon>
    <path d="M4 12 20 4.5 15.5 20l-4-6.5L4 12Zm7.5 1.5L20 4.5" />
  </Icon>
)

export const ClipIcon = () => (
  <Icon>
    <path d="m20 11.5-7.8 7.8a5 5 0 0 1-7-7l8.1-8.2a3.4 3.4 0 0 1 4.8 4.8l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.2-7.2" />
  </Icon>
)

export const PlusIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
)

export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
)

export const BackIcon = () => (
  <Icon>
    <path d="m14.5 5-7 7 7 7" />
  </Icon>
)

export const DownIcon = () => (
  <Icon>
    <path d="M12 5v13m-6-5.5 6 6 6-6" />
  </Icon>
)

export const PhoneIcon = () => (
  <Icon>
    <path d="M6 3.5h3l1.6 4.3-2 1.6a12 12 0 0 0 6 6l1.6-2 4.3 1.6v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4 5.7a2 2 0 0 1 2-2.2Z" />
  </Icon>
)

export const FileIcon = () => (
  <Icon>
    <path d="M6 3h8l4.5 4.5V21H6V3Zm8 0v5h4.5" />
  </Icon>
)

/** The mark of the account: a heart with a cross in it. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path
      class="mark-heart"
      d="M16 28C9 22.5 3.5 18 3.5 11.8A6.8 6.8 0 0 1 16 8a6.8 6.8 0 0 1 12.5 3.8C28.5 18 23 22.5 16 28Z"
    />
    <path class="mark-cross" d="M16 11.5v9M11.5 16h9" />
  </svg>
)
