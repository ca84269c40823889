import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Hooks } from '@personctl/sdk'

const tracer = trace.getTracer('personctl')

/**
 * Returns hooks that record each attempt of each call as a span below the active one, and send its `traceparent`, so that
 * the service can continue the trace. They are stateless towards the client: one object serves several clients.
 */
export function traceCalls(): Hooks {
  const open = new Map<string, Span>()
  const end = (callId: string, describe: (span: Span) => void) => {
    const span = open.get(callId)
    if (span === undefined) return
    open.delete(callId)
    describe(span)
    span.end()
  }
  return {
    onRequest({ callId, service, during, method, url, attempt, headers }) {
      const span = tracer.startSpan(`${service} ${during} ${method}`, {
        kind: SpanKind.CLIENT,
        attributes: {
          'http.request.method': method,
          'url.full': url,
          'http.request.resend_count': attempt - 1,
        },
      })
      open.set(callId, span)
      propagation.inject(trace.setSpan(context.active(), span), headers)
    },
    onResponse({ callId, status }) {
      end(callId, (span) => {
        span.setAttribute('http.response.status_code', status)
        if (status >= 400) span.setStatus({ code: SpanStatusCode.ERROR })
      })
    },
    onRetry: ({ callId, reason }) =>
      end(callId, (span) => span.setStatus({ code: SpanStatusCode.ERROR, message: reason })),
    onFailure: ({ callId, error }) =>
      end(callId, (span) => span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) })),
  }
}
