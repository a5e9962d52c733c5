// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import {
  budget,
  findingsAbout,
  KubernetesObject,
  namedBy,
  pathTo,
  placeIn,
  replicas,
  sentence,
  shownFor,
  trouble,
  unknown,
} from './headroom';
// HeadlampFixturesTest of the scaler holds these files to the answers of the service.
import findings from '../test-fixtures/doctor.json';
import fleet from '../test-fixtures/fleet.json';
import workloads from '../test-fixtures/workloads.json';

const deployment = (namespace: string, name: string): KubernetesObject => ({
  kind: 'Deployment',
  metadata: { namespace, name },
});
const scaledObject = (name: string, ...policies: (string | undefined)[]): KubernetesObject => ({
  kind: 'ScaledObject',
  metadata: { namespace: 'llm', name },
  spec: { triggers: policies.map(policy => ({ type: 'external-push', metadata: { policy } })) },
});
const namesFor = (object: KubernetesObject) =>
  shownFor(object, workloads, fleet, findings).map(one => one.workload.workload);
const chat = shownFor(scaledObject('chat-scaler'), workloads, fleet, findings)[0];
const batch = shownFor(scaledObject('other', 'batch'), workloads, fleet, findings)[0];

describe('a workload belongs to', () => {
  test('the Deployment that it scales', () => {
    expect(namesFor(deployment('llm', 'chat-server'))).toEqual(['llm/chat']);
  });
  test('no Deployment of another name or namespace', () => {
    expect(namesFor(deployment('llm', 'chat'))).toEqual([]);
    expect(namesFor(deployment('ml', 'chat-server'))).toEqual([]);
  });
  test('the ScaledObject that Headroom sees', () => {
    expect(namesFor(scaledObject('chat-scaler'))).toEqual(['llm/chat']);
  });
  test('a ScaledObject whose trigger names it, even where Headroom sees none', () => {
    expect(namesFor(scaledObject('other', 'batch'))).toEqual(['llm/batch']);
    expect(namesFor(scaledObject('other', ' batch ', 'chat'))).toEqual(['llm/batch', 'llm/chat']);
  });
  test('no ScaledObject of another name', () => {
    expect(namesFor(scaledObject('chat-server'))).toEqual([]);
  });
});

test('triggers of other kinds name no workload', () => {
  const object = scaledObject('other', 'batch', undefined);
  object.spec?.triggers?.push({ type: 'prometheus', metadata: { policy: 'chat' } });

  expect(namedBy(object)).toEqual(['llm/batch']);
});

test('the decision is the answer and its last reason', () => {
  expect(sentence(chat.workload)).toBe(
    'Headroom answers 8 replicas: held at 8 until 09:10: 8 were needed at 08:55.'
  );
  expect(sentence({ ...chat.workload, answer: 1, reasons: [] })).toBe(
    'Headroom answers 1 replica.'
  );
});

test('no answer has its cause', () => {
  expect(sentence(batch.workload)).toBe(
    'Headroom gives no number: telemetry has been dark for 190 s.'
  );
});

test('unknown figures are no zeros', () => {
  expect(replicas(chat)).toBe('6 ready → 8 wanted');
  expect(replicas(batch)).toBe('unknown ready → 2 wanted');
  expect(budget(chat.workload)).toBe('30 % spent, burns at 2.4 times the rate that lasts');
  expect(budget(batch.workload)).toBe('not known yet');
});

test('the state is in words', () => {
  expect(batch.standing?.state).toBe('telemetry is dark: the broker has not answered for 190 s');
});

test('only findings about the workload are shown, those of its policy among them', () => {
  expect(chat.findings.map(one => one.code)).toEqual(['limits-differ']);
  expect(batch.findings).toEqual([]);
  expect(findingsAbout('llm/ill', findings).map(one => one.do)).toEqual(['Correct the ConfigMap.']);
});

test('the path goes through the API server to the port of that name', () => {
  const path = '/api/v1/namespaces/headroom/services/http:headroom:http/proxy/doctor';
  expect(pathTo(placeIn(), '/doctor')).toBe(path);
  expect(pathTo(placeIn({ namespace: '', service: '' }), '/doctor')).toBe(path);
  expect(pathTo({ namespace: 'ops', service: 'h' }, '/fleet')).toBe(
    '/api/v1/namespaces/ops/services/http:h:http/proxy/fleet'
  );
});

test('an object without a plan has a remedy', () => {
  expect(unknown(scaledObject('a', 'ill'))).toBe(
    'Headroom has no plan of llm/ill: a valid policy of that name must exist in that namespace.'
  );
  expect(unknown(scaledObject('a'))).toBe(
    'Headroom has no plan for ScaledObject llm/a: name a policy in its trigger.'
  );
  expect(unknown(deployment('llm', 'a'))).toBe(
    'Headroom has no plan for Deployment llm/a: name it in workload.scaleTarget of a policy.'
  );
});

test('each failure has a remedy of its own', () => {
  expect(trouble(403, placeIn())).toContain('get on services/proxy, name http:headroom:http');
  expect(trouble(404, { namespace: 'ops', service: 'h' })).toContain(
    'Service ops/h: correct its place'
  );
  expect(trouble(401, placeIn())).toContain('log in');
  expect(trouble(503, placeIn())).toContain('(503): check its pods');
  expect(trouble(undefined, placeIn())).toContain('(no status): check its pods');
  const sentences = [401, 403, 404, 503, undefined].map(status => trouble(status, placeIn()));
  sentences.forEach(one => expect(one.split(/\s+/).length).toBeLessThanOrEqual(25));
});
