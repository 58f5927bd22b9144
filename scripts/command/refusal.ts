/** Why a command does nothing: a Chinese sentence that says what to do. It ends the command with exit code 2. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
