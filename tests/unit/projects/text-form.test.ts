// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import { useTextForm } from '@/features/projects/form/text-form'

type Text = { a: string; b: string; ids: readonly string[] }
const stood: Text = { a: '1', b: '2', ids: ['x'] }

function open(key = ref('k'), current = ref<Text>(stood)) {
  const scope = effectScope()
  const form = scope.run(() => useTextForm<Text>(() => key.value, () => current.value))
  if (form === undefined) throw new Error('no form')
  return { form, key, current, close: () => scope.stop() }
}

beforeEach(() => sessionStorage.clear())

describe('typed text', () => {
  it('is there again after the form was closed, with what stood there when typing began', () => {
    const first = open()
    first.form.text.value.a = '9'
    first.close()
    const changedMeanwhile = ref<Text>({ ...stood, a: '5' })
    const { form } = open(ref('k'), changedMeanwhile)
    expect(form.text.value.a).toBe('9')
    expect(form.base.value.a).toBe('1')
    expect(form.restored.value).toBe(true)
  })
  it('is gone once it was saved or given up', () => {
    const first = open()
    first.form.text.value.a = '9'
    first.form.reset()
    first.close()
    const { form } = open()
    expect([form.text.value, form.restored.value]).toEqual([stood, false])
  })
  it('is no draft where it was typed back to what stood there', () => {
    const { form } = open()
    form.text.value.ids = ['x', 'y']
    expect(form.dirty.value).toEqual(['ids'])
    form.text.value.ids = ['x']
    expect(form.dirty.value).toEqual([])
    expect(sessionStorage.length).toBe(0)
  })
  it('stays with its own key when another month or project is chosen', () => {
    const { form, key, current } = open()
    form.text.value.a = '9'
    current.value = { a: 'other', b: 'month', ids: [] }
    key.value = 'k2'
    expect(form.text.value).toEqual({ a: 'other', b: 'month', ids: [] })
    current.value = stood
    key.value = 'k'
    expect(form.text.value.a).toBe('9')
  })
})

describe('a change made elsewhere', () => {
  it('shows in fields that are not typed into, and only there', () => {
    const { form, current } = open()
    form.text.value.a = '9'
    current.value = { a: '5', b: '6', ids: ['x'] }
    expect(form.text.value).toEqual({ a: '9', b: '6', ids: ['x'] })
    expect(form.base.value).toEqual({ a: '1', b: '6', ids: ['x'] })
  })
})

it('does not take up a draft of another shape', () => {
  sessionStorage.setItem('draft.k', JSON.stringify({ base: { a: 1 }, text: { a: 2 } }))
  expect(open().form.text.value).toEqual(stood)
})
